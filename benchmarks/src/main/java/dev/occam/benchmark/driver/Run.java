package dev.occam.benchmark.driver;

import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * Measures.
     *
     * @return what failed, which the log tells too
     * @throws IllegalArgumentException if nothing of what is selected is measured on so many threads
     */
    List<Failed> measure(Selection selection, List<Integer> threads, List<String> peers) {
        List<String> starts = starts(selection);
        if (starts.isEmpty()
                && threads.stream()
                        .allMatch(count -> cases(selection, count, peers).isEmpty())) {
            throw new IllegalArgumentException(
                    "nothing of that is measured on %s threads;%n  scaling is measured on 1".formatted(threads));
        }
        List<Failed> failed = new ArrayList<>();
        Consumer<Failed> failures = each -> {
            failed.add(each);
            log.accept(each.describe());
        };
        try (ProductProbe probe = new ProductProbe()) {
            Interleaving interleaving = new Interleaving(effort, probe, new Quiet(probe.best()), failures);
            for (int count : new TreeSet<>(threads)) {
                try (Stations stations = new Stations(processes, count, log)) {
                    for (Case each : cases(selection, count, peers)) {
                        log.accept("%s, %d threads: %s".formatted(each.group().key(), count, title(each)));
                        measured.accept(interleaving.measure(each, stations.of(names(each))));
                    }
                }
            }
        }
        if (!starts.isEmpty()) {
            measure(starts, threads, peers, failures);
        }
        return failed;
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

    private static List<String> starts(Selection selection) {
        return Catalogue.works(Group.START).stream()
                .filter(work -> selection.wants(Group.START, work))
                .toList();
    }

    /** After the rest, when no other process of ours is there. */
    private void measure(List<String> starts, List<Integer> threads, List<String> peers, Consumer<Failed> failures) {
        Set<String> training = Set.of("djl", "torch", "pytorch", "dl4j", "smile");
        for (int count : new TreeSet<>(threads)) {
            log.accept("start, " + count + " threads");
            measured.accept(new Starts(processes, root, effort.starts(), failures)
                    .measure(count, peers.stream().filter(training::contains).toList(), starts));
        }
    }
}
