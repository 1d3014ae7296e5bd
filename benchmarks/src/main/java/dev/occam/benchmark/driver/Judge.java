package dev.occam.benchmark.driver;

import dev.occam.benchmark.driver.Target.FasterThan;
import dev.occam.benchmark.driver.Target.LikeOur;
import dev.occam.benchmark.driver.Target.SecondThread;
import dev.occam.benchmark.driver.Target.Within;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Holds our measurements of one run against the targets and the peers. Medians are compared with medians of the same rounds. */
final class Judge {
    private final List<Measurement> measurements;

    Judge(List<Measurement> measurements) {
        this.measurements = List.copyOf(measurements);
    }

    /** For each of our measurements: a verdict a target whose other side was measured, and one beside the fastest peer if none is. */
    List<Verdict> verdicts(Group group) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Measurement ours : measurements) {
            if (ours.group() == group && ours.peer().equals(Catalogue.OURSELVES)) {
                List<Verdict> own = Targets.of(group, ours.work()).stream()
                        .map(target -> verdict(ours, target))
                        .flatMap(Optional::stream)
                        .toList();
                verdicts.addAll(own);
                if (own.isEmpty()) {
                    verdicts.add(beside(ours));
                } else if (group != Group.RULES && own.stream().noneMatch(this::isBesidePeer)) {
                    Optional.of(beside(ours))
                            .filter(verdict -> verdict.beside().isPresent())
                            .ifPresent(verdicts::add);
                }
            }
        }
        return verdicts;
    }

    /** Whether our side and the other one of a target were measured on so many threads. */
    boolean judges(Group group, Target target, int threads) {
        return find(group, target.work(), threads)
                .flatMap(ours -> verdict(ours, target))
                .isPresent();
    }

    private boolean isBesidePeer(Verdict verdict) {
        return measurements.stream()
                .anyMatch(each ->
                        each.peer().equals(verdict.beside().orElseThrow().name()));
    }

    private Optional<Verdict> verdict(Measurement ours, Target target) {
        if (target instanceof FasterThan faster) {
            return fastest(ours, faster.peers())
                    .map(peer -> against(ours, peer.peer(), peer, Optional.of(faster.ratio())));
        }
        if (target instanceof Within within) {
            return Optional.of(new Verdict(
                    ours,
                    Optional.of(new Verdict.Beside(Verdict.LIMIT, within.seconds(), within.seconds())),
                    Optional.of(1.0)));
        }
        if (target instanceof LikeOur like) {
            return find(ours.group(), like.base(), ours.threads())
                    .map(base -> against(ours, like.base(), base, Optional.of(1 / like.ratio())));
        }
        SecondThread second = (SecondThread) target;
        return measurements.stream()
                .filter(each ->
                        each.group() == ours.group() && each.is(ours.work(), ours.threads(), Catalogue.ON_ONE_THREAD))
                .findFirst()
                .map(one -> against(ours, Verdict.ONE_THREAD, one, Optional.of(second.ratio())));
    }

    /** Beside the fastest peer, or in a comparison of rules beside the first of them. */
    private Verdict beside(Measurement ours) {
        Optional<Measurement> other = ours.group() == Group.RULES
                ? Catalogue.baseOf(ours.work()).flatMap(base -> find(Group.RULES, base, ours.threads()))
                : fastest(ours, List.of());
        return other.map(each ->
                        against(ours, ours.group() == Group.RULES ? each.work() : each.peer(), each, Optional.empty()))
                .orElseGet(() -> new Verdict(ours, Optional.empty(), Optional.empty()));
    }

    private static Verdict against(Measurement ours, String name, Measurement other, Optional<Double> target) {
        return new Verdict(ours, Optional.of(new Verdict.Beside(name, other.median(), other.minimum())), target);
    }

    /** @param peers that are looked at; all where empty */
    private Optional<Measurement> fastest(Measurement ours, List<String> peers) {
        return measurements.stream()
                .filter(each -> each.group() == ours.group()
                        && each.work().equals(ours.work())
                        && each.threads() == ours.threads()
                        && !each.peer().equals(Catalogue.OURSELVES)
                        && !each.peer().equals(Catalogue.ON_ONE_THREAD)
                        && (peers.isEmpty() || peers.contains(each.peer())))
                .min(Comparator.comparingDouble(Measurement::median));
    }

    private Optional<Measurement> find(Group group, String work, int threads) {
        return measurements.stream()
                .filter(each -> each.group() == group && each.is(work, threads, Catalogue.OURSELVES))
                .findFirst();
    }
}
