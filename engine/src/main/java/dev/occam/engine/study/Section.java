package dev.occam.engine.study;

import java.util.List;

/**
 * A part of a study's page.
 *
 * @param name its key in the document
 * @param title its heading
 * @param timed whether its numbers are measured times, which differ from call to call
 * @param blocks in order
 */
record Section(String name, String title, boolean timed, List<Block> blocks) {
    Section {
        blocks = List.copyOf(blocks);
    }
}
