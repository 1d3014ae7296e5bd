package dev.occam.engine.data;

import dev.occam.data.Dataset;
import java.util.Optional;

/**
 * Data as a source holds them, before splitting and scaling.
 *
 * @param examples what is split; NaN stands for a missing value
 * @param test the source's own test part, if it has one
 * @param form its columns and classes, nothing learnt yet
 */
record RawData(Dataset examples, Optional<Dataset> test, Preprocessing form) {}
