package dev.occam.benchmark.driver;

import dev.occam.benchmark.work.Cost;
import dev.occam.benchmark.work.Inference;
import dev.occam.benchmark.work.Product;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.Update;
import dev.occam.benchmark.work.Work;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a work would take with products as fast as the fastest library's fastest, an update as fast as the loop in C, and nothing
 * else. A target that asks for less cannot be reached on the machine without doing less.
 */
final class Floors {
    private static final String UPDATE = "update adam+decay+sum";
    private static final String LOOP = "c";

    /** Products below this many operations say nothing about a machine's rate. */
    private static final double LARGE = 1e8;

    private final Results results;

    Floors(Results results) {
        this.results = results;
    }

    /**
     * A target and its work's floor.
     *
     * @param verdict beside a peer
     * @param seconds the floor
     */
    record Floor(Verdict verdict, double seconds) {
        /** How many times as fast as the peer the floor is; a target above it is out of reach. */
        double most() {
            return verdict.beside().orElseThrow().seconds() / seconds;
        }
    }

    /** Those of steps, updates and inference that have a target beside a peer, and whose floor follows from what was measured. */
    List<Floor> all() {
        return Stream.of(Group.STEPS, Group.UPDATES, Group.INFERENCE)
                .flatMap(group -> results.verdicts(group).stream())
                .filter(Floors::isBesidePeers)
                .flatMap(verdict -> seconds(verdict.ours()).map(seconds -> new Floor(verdict, seconds)).stream())
                .toList();
    }

    private static boolean isBesidePeers(Verdict verdict) {
        return verdict.target().isPresent()
                && verdict.beside()
                        .filter(other -> Targets.PYTORCH.contains(other.name()))
                        .isPresent();
    }

    private Optional<Double> seconds(Measurement ours) {
        Work work = Work.parse(ours.work());
        int threads = ours.threads();
        if (work instanceof Training training) {
            Cost cost = Cost.of(training.net());
            return rate(threads)
                    .flatMap(rate -> secondsPerWeight(threads).map(each -> cost.step() / rate + cost.weights() * each));
        }
        if (work instanceof Inference inference && inference.net().batch() > 1) {
            return rate(threads).map(rate -> Cost.of(inference.net()).forward() / rate);
        }
        return work instanceof Update && work.name().equals(UPDATE)
                ? secondsPerWeight(threads).map(each -> Update.WEIGHTS * each)
                : Optional.empty();
    }

    /** Operations a second of the fastest large product of a library. */
    private Optional<Double> rate(int threads) {
        return results.measurements().stream()
                .filter(each -> each.group() == Group.PRODUCTS
                        && each.threads() == threads
                        && Targets.PRODUCTS.contains(each.peer()))
                .filter(each -> operations(each) >= LARGE)
                .map(each -> operations(each) / each.median())
                .max(Comparator.naturalOrder());
    }

    private static double operations(Measurement product) {
        return ((Product) Work.parse(product.work())).operations();
    }

    private Optional<Double> secondsPerWeight(int threads) {
        return results.measurements().stream()
                .filter(each -> each.group() == Group.UPDATES && each.is(UPDATE, threads, LOOP))
                .map(each -> each.median() / Update.WEIGHTS)
                .findFirst();
    }
}
