package dev.occam;

import java.util.List;
import java.util.Optional;

/**
 * Where a spec comes from.
 *
 * @param name what messages call the text: a file's name, as the user gave it
 * @param text YAML; the command line's default spec where empty
 * @param settings that win over the text, in order
 */
public record SpecSource(String name, Optional<String> text, List<Setting> settings) {
    public SpecSource {
        settings = List.copyOf(settings);
    }
}
