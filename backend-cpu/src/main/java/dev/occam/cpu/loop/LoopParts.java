package dev.occam.cpu.loop;

import dev.occam.cpu.loop.LoopBody.Operation;
import dev.occam.cpu.loop.LoopBody.Output;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a long loop into shorter ones, to be run one after another over a block that stays in the first-level cache: what one
 * hands to the next goes through scratch arrays. Cuts are where few values cross.
 */
public final class LoopParts {
    private final int most;
    private final List<LoopBody> bodies = new ArrayList<>();
    private final Map<Integer, Integer> scratch = new LinkedHashMap<>();
    private final int arrays;

    private LoopParts(LoopBody body, int arrays, int most) {
        this.arrays = arrays;
        this.most = most;
        cut(body);
    }

    /**
     * The loop as it is, or in parts.
     *
     * @param arrays of the loop; scratch arrays are numbered behind them
     * @param most operations, loads and stores of a part, where that can be
     */
    public static LoopParts of(LoopBody body, int arrays, int most) {
        return new LoopParts(body, arrays, most);
    }

    public List<LoopBody> bodies() {
        return bodies;
    }

    /** Number of scratch arrays. */
    public int scratch() {
        return scratch.size();
    }

    private void cut(LoopBody body) {
        if (body.cost() <= most) {
            bodies.add(body);
            return;
        }
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        for (int at = 1; at < body.operations().size(); at++) {
            int crossing = crossing(body, at).size();
            int cost = costBefore(body, at) + crossing;
            if (cost <= most && 2 * cost >= most && crossing <= fewest) {
                fewest = crossing;
                best = at;
            }
        }
        if (best == 0) {
            bodies.add(body);
            return;
        }
        bodies.add(first(body, best));
        cut(second(body, best));
    }

    /** Without what has to be handed over. */
    private int costBefore(LoopBody body, int at) {
        Set<Integer> before = values(body.operations().subList(0, at));
        long stores = body.outputs().stream()
                .filter(output -> isStoredBefore(body, at, before, output))
                .count();
        return part(body, body.operations().subList(0, at), Set.of()).cost() + (int) stores;
    }

    /** What operations from {@code at} on, or stores that have to wait for them, need of those before. */
    private static Set<Integer> crossing(LoopBody body, int at) {
        Set<Integer> before = values(body.operations().subList(0, at));
        Set<Integer> crossing = new HashSet<>();
        for (Operation operation :
                body.operations().subList(at, body.operations().size())) {
            crossing.addAll(operation.operands());
        }
        for (Output output : body.outputs()) {
            if (!isStoredBefore(body, at, before, output)) {
                crossing.add(output.value());
            }
        }
        crossing.retainAll(before);
        return crossing;
    }

    /** Not where a later operation still loads what the store would overwrite. */
    private static boolean isStoredBefore(LoopBody body, int at, Set<Integer> before, Output output) {
        return before.contains(output.value())
                && body.operations().subList(at, body.operations().size()).stream()
                        .flatMap(operation -> operation.operands().stream())
                        .noneMatch(value -> Integer.valueOf(output.array())
                                .equals(body.inputs().get(value)));
    }

    private LoopBody first(LoopBody body, int at) {
        LoopBody part = part(body, body.operations().subList(0, at), Set.of());
        Set<Integer> before = values(part.operations());
        for (Output output : body.outputs()) {
            if (isStoredBefore(body, at, before, output)) {
                part.output(output.value(), output.array());
            }
        }
        crossing(body, at).forEach(value -> part.output(value, scratchOf(value)));
        return part;
    }

    private LoopBody second(LoopBody body, int at) {
        Set<Integer> crossing = crossing(body, at);
        LoopBody part =
                part(body, body.operations().subList(at, body.operations().size()), crossing);
        Set<Integer> before = values(body.operations().subList(0, at));
        for (Output output : body.outputs()) {
            if (!isStoredBefore(body, at, before, output)) {
                read(body, part, output.value(), crossing);
                part.output(output.value(), output.array());
            }
        }
        return part;
    }

    private LoopBody part(LoopBody body, List<Operation> operations, Set<Integer> crossing) {
        LoopBody part = new LoopBody();
        part.startsAs(body);
        for (Operation operation : operations) {
            operation.operands().forEach(value -> read(body, part, value, crossing));
            part.operation(operation.value(), operation.function(), operation.operands());
        }
        return part;
    }

    private void read(LoopBody body, LoopBody part, int value, Set<Integer> crossing) {
        if (crossing.contains(value)) {
            part.input(value, scratchOf(value));
        } else if (body.inputs().containsKey(value)) {
            part.input(value, body.inputs().get(value));
        } else if (body.singles().containsKey(value)) {
            part.single(value, body.singles().get(value));
        }
    }

    private int scratchOf(int value) {
        return scratch.computeIfAbsent(value, missing -> arrays + scratch.size());
    }

    private static Set<Integer> values(List<Operation> operations) {
        Set<Integer> values = new HashSet<>();
        operations.forEach(operation -> values.add(operation.value()));
        return values;
    }
}
