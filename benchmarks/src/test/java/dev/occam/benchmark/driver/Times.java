package dev.occam.benchmark.driver;

import java.util.Arrays;
import java.util.List;

/** Measurements for tests. */
final class Times {
    private Times() {}

    /** Undisturbed repetitions, in seconds. */
    static Measurement of(Group group, String work, int threads, String peer, double... seconds) {
        return new Measurement(
                group,
                work,
                threads,
                peer,
                "1",
                Arrays.stream(seconds).mapToObj(each -> new Sample(each, false)).toList(),
                List.of(),
                "right");
    }

    static Measurement steps(String work, int threads, String peer, double... seconds) {
        return of(Group.STEPS, work, threads, peer, seconds);
    }
}
