package dev.occam.benchmark.driver;

import dev.occam.benchmark.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that is measured. */
final class Catalogue {
    static final String OURSELVES = "occam";

    /** Ourselves on one thread, beside ourselves on two in the same rounds. */
    static final String ON_ONE_THREAD = "occam@1";

    static final List<String> SMALL_PRODUCTS =
            List.of("matmul 32x32x32", "matmul 64x64x64", "matmul 64x64x10", "matmul 128x512x10");

    static final List<String> SQUARE_PRODUCTS =
            List.of("matmul 256x256x256", "matmul 512x512x512", "matmul 1024x1024x1024").stream()
                    .flatMap(square -> Stream.of("", " tA", " tB").map(operands -> square + operands))
                    .toList();

    /** Those of the fashion and the big network: forward, and both gradients. */
    static final List<String> LAYER_PRODUCTS = List.of(
            "matmul 128x784x512",
            "matmul 784x128x512 tA",
            "matmul 128x512x784 tB",
            "matmul 128x512x512",
            "matmul 512x128x512 tA",
            "matmul 128x512x512 tB",
            "matmul 256x784x2048",
            "matmul 784x256x2048 tA",
            "matmul 256x2048x2048",
            "matmul 2048x256x2048 tA",
            "matmul 256x2048x2048 tB");

    private static final List<String> PRODUCTS = Stream.of(SMALL_PRODUCTS, SQUARE_PRODUCTS, LAYER_PRODUCTS)
            .flatMap(List::stream)
            .toList();

    private static final List<String> STEPS =
            List.of("step tiny", "step digits", "step fashion", "step big", "step lenet", "step vgg");

    private static final List<String> UPDATES = List.of(
            "update sgdm",
            "update sgdm+l2",
            "update sgdm+l1",
            "update adam",
            "update adam+l2",
            "update adam+decay",
            "update adam+decay+sum");

    private static final List<String> INFERENCE = List.of("infer fashion b1", "infer fashion b256");

    /** The first is what the others are compared with. */
    static final List<List<String>> RULES = List.of(
            List.of(
                    "update adam",
                    "update adam+l2",
                    "update adam+decay",
                    "update adam+l1",
                    "update adam+decay+l2+l1",
                    "update adam+decay+l2+l1+sum",
                    "update adam+decay+tiny"),
            List.of("update sgdm", "update sgdm+l2", "update sgdm+decay", "update sgdm+l1", "update sgdm+decay+l2+l1"),
            List.of("step fashion", "step fashion +dropout", "step fashion +l2+l1"));

    private Catalogue() {}

    /** The works of a group. */
    static List<String> works(Group group) {
        return switch (group) {
            case PRODUCTS -> PRODUCTS;
            case STEPS -> STEPS;
            case UPDATES -> UPDATES;
            case INFERENCE -> INFERENCE;
            case RULES -> RULES.stream().flatMap(List::stream).toList();
            case SCALING ->
                Stream.of(Growth.values())
                        .flatMap(growth -> growth.works().stream())
                        .toList();
            case START -> List.of(Starts.FIRST_EPOCH, Starts.DEFAULT_TRAIN);
        };
    }

    /** What a work of the rules is compared with; empty for the first of a comparison. */
    static Optional<String> baseOf(String work) {
        return RULES.stream()
                .filter(works -> works.indexOf(work) > 0)
                .map(works -> works.get(0))
                .findFirst();
    }

    /** The first work of the case that a work is measured in. */
    static String caseOf(Group group, String work) {
        return group == Group.RULES ? baseOf(work).orElse(work) : work;
    }

    /** The cases of a group, for the peers that are there; ourselves are first. */
    static List<Case> cases(Group group, int threads, List<String> peers) {
        return switch (group) {
            case PRODUCTS, STEPS, UPDATES, INFERENCE -> each(group, threads, works(group), peers);
            case RULES ->
                RULES.stream()
                        .map(works -> new Case(
                                group,
                                threads,
                                works.stream()
                                        .map(work -> new Lane(OURSELVES, Work.parse(work)))
                                        .toList()))
                        .toList();
            case SCALING -> threads == 1 ? growths(peers) : List.of();
            case START -> List.of();
        };
    }

    /** On one thread, beside the peers that others are compared with. */
    private static List<Case> growths(List<String> peers) {
        return each(
                Group.SCALING,
                1,
                works(Group.SCALING),
                peers.stream()
                        .filter(peer -> peer.equals(OURSELVES) || Targets.PYTORCH.contains(peer))
                        .toList());
    }

    private static List<Case> each(Group group, int threads, List<String> works, List<String> peers) {
        List<Case> cases = new ArrayList<>();
        for (String work : works) {
            Work parsed = Work.parse(work);
            List<String> all = new ArrayList<>(peers);
            boolean compares =
                    Targets.of(group, work).stream().anyMatch(target -> target instanceof Target.SecondThread);
            if (threads == 2 && compares) {
                all.add(ON_ONE_THREAD);
            }
            cases.add(new Case(
                    group,
                    threads,
                    all.stream().map(peer -> new Lane(peer, parsed)).toList()));
        }
        return cases;
    }
}
