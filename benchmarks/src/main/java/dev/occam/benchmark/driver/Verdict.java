package dev.occam.benchmark.driver;

import java.util.Optional;

/**
 * A measurement of ours beside what it is compared with.
 *
 * @param other what it is compared with: a peer, another work, {@code 1 thread} or {@code limit}
 * @param otherSeconds its median
 * @param ratio how many times as fast ours is
 * @param target the ratio that is wanted, empty where there is none
 */
record Verdict(Measurement ours, String other, double otherSeconds, double ratio, Optional<Double> target) {
    /** Empty where no ratio is wanted. */
    Optional<Boolean> met() {
        return target.map(wanted -> ratio >= wanted);
    }
}
