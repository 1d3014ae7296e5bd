package dev.occam.benchmark.driver;

import dev.occam.benchmark.driver.Target.FasterThan;
import dev.occam.benchmark.driver.Target.SecondThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The targets that there is no verdict about, on one thread and on two, since one of their sides was not measured. */
final class Unjudged {
    private static final int MOST_THREADS = 2;

    private final Results results;

    Unjudged(Results results) {
        this.results = results;
    }

    /** A line of Markdown; a group of which nothing was judged is named as one. Empty if all targets have a verdict. */
    Optional<String> line() {
        List<String> parts = IntStream.rangeClosed(1, MOST_THREADS)
                .mapToObj(this::on)
                .flatMap(Optional::stream)
                .toList();
        return parts.isEmpty() ? Optional.empty() : Optional.of("Not measured: " + String.join("; ", parts) + ".\n");
    }

    private Optional<String> on(int threads) {
        List<String> names = Stream.of(Group.values())
                .flatMap(group -> of(group, threads).stream())
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "on %d thread%s %s".formatted(threads, threads == 1 ? "" : "s", String.join(", ", names)));
    }

    private List<String> of(Group group, int threads) {
        List<String> names = new ArrayList<>();
        boolean any = false;
        for (String work : Catalogue.works(group)) {
            for (Target target : Targets.of(group, work)) {
                if (threads == 1 && target instanceof SecondThread) {
                    continue;
                }
                if (results.judges(group, target, threads)) {
                    any = true;
                } else {
                    names.add(name(target));
                }
            }
        }
        return any || names.isEmpty() ? names : List.of("all " + group.key());
    }

    private static String name(Target target) {
        if (target instanceof FasterThan faster) {
            return target.work() + " beside " + String.join(" or ", faster.peers());
        }
        return target instanceof SecondThread ? target.work() + " beside " + Verdict.ONE_THREAD : target.work();
    }
}
