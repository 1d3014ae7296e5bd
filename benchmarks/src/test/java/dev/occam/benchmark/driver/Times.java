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

    /** Of one run. */
    static Results results(Measurement... measurements) {
        return new Results(List.of(run("benchmarks/run --peers djl", measurements)));
    }

    static Measured run(String command, Measurement... measurements) {
        Machine machine = new Machine("Some CPU", 2, "AVX-512", 23, "Linux 6 amd64", "17.0.15");
        return new Measured(new Origin(machine, "abc1234", "2026-01-02T03:04:00Z", command), List.of(measurements));
    }

    static Measurement steps(String work, int threads, String peer, double... seconds) {
        return of(Group.STEPS, work, threads, peer, seconds);
    }
}
