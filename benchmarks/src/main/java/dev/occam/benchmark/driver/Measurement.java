package dev.occam.benchmark.driver;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All repetitions of a work by a peer.
 *
 * @param check what came out, in a few words
 * @param processorSeconds user and system time of all threads, one a repetition; empty where it was not taken
 */
record Measurement(
        Group group,
        String work,
        int threads,
        String peer,
        String version,
        List<Sample> samples,
        List<Double> processorSeconds,
        String check) {
    /** With fewer undisturbed repetitions than this, the disturbed ones count too. */
    static final int FEWEST = 3;

    Measurement {
        samples = List.copyOf(samples);
        processorSeconds = List.copyOf(processorSeconds);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(work + " of " + peer + " was not repeated even once");
        }
    }

    /** Of all repetitions. */
    double minimum() {
        return samples.stream().mapToDouble(Sample::seconds).min().orElseThrow();
    }

    /** Of the undisturbed repetitions, or of all where those are too few. */
    double median() {
        return Quantile.of(counted(), 0.5);
    }

    /** Half the distance between the quartiles of the repetitions that count, as a fraction of the median. */
    double spread() {
        double[] counted = counted();
        return (Quantile.of(counted, 0.75) - Quantile.of(counted, 0.25)) / 2 / median();
    }

    int disturbed() {
        return (int) samples.stream().filter(Sample::disturbed).count();
    }

    /** Whether there were too few undisturbed repetitions. */
    boolean doubtful() {
        return samples.size() - disturbed() < Math.min(FEWEST, samples.size());
    }

    OptionalDouble processorMedian() {
        double[] values =
                processorSeconds.stream().mapToDouble(Double::doubleValue).toArray();
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantile.of(values, 0.5));
    }

    private double[] counted() {
        return samples.stream()
                .filter(sample -> doubtful() || !sample.disturbed())
                .mapToDouble(Sample::seconds)
                .toArray();
    }

    boolean is(String otherWork, int otherThreads, String otherPeer) {
        return work.equals(otherWork) && threads == otherThreads && peer.equals(otherPeer);
    }

    /** Whether both are measured in turns, so that a later measurement of the one goes with one of the other. */
    boolean isInCaseOf(Measurement other) {
        return group == other.group
                && threads == other.threads
                && Catalogue.caseOf(group, work).equals(Catalogue.caseOf(group, other.work));
    }

    double[] seconds() {
        return samples.stream().mapToDouble(Sample::seconds).toArray();
    }

    @Override
    public String toString() {
        return work + " by " + peer + ": " + Arrays.toString(seconds());
    }
}
