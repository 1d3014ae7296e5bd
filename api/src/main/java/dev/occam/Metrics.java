package dev.occam;

import java.util.OptionalDouble;

/**
 * How well a model does on some examples.
 *
 * @param loss the mean data loss, without penalties
 * @param accuracy the fraction of examples whose class is right; empty where values are predicted
 */
public record Metrics(double loss, OptionalDouble accuracy) {}
