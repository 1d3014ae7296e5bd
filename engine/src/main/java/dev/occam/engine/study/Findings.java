package dev.occam.engine.study;

import java.util.List;

/**
 * What a study found.
 *
 * @param introduction what was done, plain text
 * @param scenes the data sets that were used
 * @param sections in order
 * @param rulings in order
 */
record Findings(String introduction, List<Scene> scenes, List<Section> sections, List<Ruling> rulings) {
    Findings {
        scenes = List.copyOf(scenes);
        sections = List.copyOf(sections);
        rulings = List.copyOf(rulings);
    }
}
