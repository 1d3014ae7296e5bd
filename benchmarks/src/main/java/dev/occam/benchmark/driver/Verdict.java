package dev.occam.benchmark.driver;

import java.util.Optional;

/**
 * A measurement of ours beside what it is compared with.
 *
 * @param beside what it is compared with; empty where nothing of the kind was measured
 * @param target the ratio that is wanted, empty where there is none
 */
record Verdict(Measurement ours, Optional<Beside> beside, Optional<Double> target) {
    /**
     * The other side of a comparison.
     *
     * @param name a peer, another work, {@link #ONE_THREAD} or {@link #LIMIT}
     * @param seconds its median
     * @param minimum its quickest repetition
     */
    record Beside(String name, double seconds, double minimum) {}

    static final String ONE_THREAD = "1 thread";
    static final String LIMIT = "limit";

    /** How many times as fast ours is. */
    Optional<Double> ratio() {
        return beside.map(other -> other.seconds() / ours.median());
    }

    /** The same of the quickest repetitions, which other programs on the machine disturb least. */
    Optional<Double> ratioOfMinima() {
        return beside.map(other -> other.minimum() / ours.minimum());
    }

    /** Empty where no ratio is wanted. */
    Optional<Boolean> met() {
        return target.flatMap(wanted -> ratio().map(reached -> reached >= wanted));
    }

    /** Whether it is held against a limit that no peer sets. */
    boolean isLimit() {
        return beside.filter(other -> other.name().equals(LIMIT)).isPresent();
    }
}
