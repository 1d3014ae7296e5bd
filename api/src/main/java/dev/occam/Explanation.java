package dev.occam;

import java.util.List;

/**
 * What a spec means, without training.
 *
 * @param effectiveSpec the spec with every default written out, YAML
 * @param start device and coverage
 * @param equivalents for each rule, what it is called elsewhere and with which number; a line each
 * @param pipeline the order of one update, a line a stage
 * @param programs the listing of each program and matrix product of a step, in order
 * @param memoryBytes by purpose: weights, gradients, optimizer, scratch
 */
public record Explanation(
        String effectiveSpec,
        RunStart start,
        List<String> equivalents,
        List<String> pipeline,
        List<String> programs,
        java.util.Map<String, Long> memoryBytes) {}
