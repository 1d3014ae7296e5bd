package dev.occam.benchmark.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures all that is selected. */
final class Run {
    private final Processes processes;
    private final Path root;
    private final Effort effort;
    private final Consumer<List<Measurement>> measured;
    private final Consumer<String> log;

    /** @param measured takes the measurements of each case as soon as they are there */
    Run(Processes processes, Path root, Effort effort, Consumer<List<Measurement>> measured, Consumer<String> log) {
        this.processes = processes;
        this.root = root;
        this.effort = effort;
        this.measured = measured;
        this.log = log;
    }

    void measure(Selection selection, List<Integer> threads, List<String> peers) {
        try (ProductProbe probe = new ProductProbe()) {
            Interleaving interleaving = new Interleaving(effort, probe, new Quiet(probe.best()), log);
            for (int count : new TreeSet<>(threads)) {
                try (Stations stations = new Stations(processes, count, log)) {
                    for (Case each : cases(selection, count, peers)) {
                        log.accept("%s, %d threads: %s".formatted(each.group().key(), count, title(each)));
                        measured.accept(interleaving.measure(each, stations.of(names(each))));
                    }
                }
            }
        }
        starts(selection, threads, peers);
    }

    private static List<Case> cases(Selection selection, int threads, List<String> peers) {
        return Stream.of(Group.values())
                .flatMap(group -> Catalogue.cases(group, threads, peers).stream())
                .filter(each -> each.lanes().stream()
                        .anyMatch(lane ->
                                selection.wants(each.group(), lane.work().name())))
                .toList();
    }

    private static String title(Case each) {
        return each.lanes().get(0).work().name();
    }

    private static List<String> names(Case each) {
        return each.lanes().stream().map(Lane::peer).distinct().toList();
    }

    /** After the rest, when no other process of ours is there. */
    private void starts(Selection selection, List<Integer> threads, List<String> peers) {
        List<String> works = Stream.of(Starts.FIRST_EPOCH, Starts.DEFAULT_TRAIN)
                .filter(work -> selection.wants(Group.START, work))
                .toList();
        if (!works.isEmpty()) {
            Set<String> training = Set.of("djl", "torch", "pytorch", "dl4j", "smile");
            for (int count : new TreeSet<>(threads)) {
                log.accept("start, " + count + " threads");
                measured.accept(new Starts(processes, root, effort.starts(), log)
                        .measure(
                                count, peers.stream().filter(training::contains).toList(), works));
            }
        }
    }
}
