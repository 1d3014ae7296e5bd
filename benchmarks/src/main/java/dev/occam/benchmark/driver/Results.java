package dev.occam.benchmark.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What one or more runs of the benchmarks measured; a case, whose times are compared, is of one run. */
record Results(List<Measured> runs) {
    Results {
        runs = List.copyOf(runs);
    }

    /** Of all runs. */
    List<Measurement> measurements() {
        return runs.stream().flatMap(run -> run.measurements().stream()).toList();
    }

    /** Of all runs, each judged by what it measured itself. */
    List<Verdict> verdicts(Group group) {
        return judges().flatMap(judge -> judge.verdicts(group).stream()).toList();
    }

    /** Whether there is a verdict about a target on so many threads. */
    boolean judges(Group group, Target target, int threads) {
        return judges().anyMatch(judge -> judge.judges(group, target, threads));
    }

    private Stream<Judge> judges() {
        return runs.stream().map(run -> new Judge(run.measurements()));
    }

    /** These results with those of a later run, which replaces whole cases; of an earlier run that has none left nothing stays. */
    Results with(Measured later) {
        List<Measured> all =
                new ArrayList<>(runs.stream().map(run -> run.without(later)).toList());
        all.removeIf(run -> run.measurements().isEmpty());
        all.add(later);
        return new Results(all);
    }
}
