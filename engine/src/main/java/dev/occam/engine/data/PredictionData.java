package dev.occam.engine.data;

import dev.occam.data.Dataset;

/**
 * Data in the form a model was trained on.
 *
 * @param data the examples, in the order of the file
 * @param labelled whether the file held targets; if not, those of {@code data} are zeros that mean nothing
 */
public record PredictionData(Dataset data, boolean labelled) {}
