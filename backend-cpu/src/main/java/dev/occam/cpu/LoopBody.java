package dev.occam.cpu;

import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a {@link FusedLoop} does at one place: read arrays, compute, write arrays. Values are named by numbers of the
 * caller's choice.
 */
final class LoopBody {
    /** What C2 makes vectors of; a comparison in a loop would keep it from that. */
    static final Set<Elementwise> FUSABLE = Set.of(
            Elementwise.NEG,
            Elementwise.ABS,
            Elementwise.SQRT,
            Elementwise.ADD,
            Elementwise.SUB,
            Elementwise.MUL,
            Elementwise.DIV,
            Elementwise.MIN,
            Elementwise.MAX);

    /** Longer loops would not be unrolled, and then not be made of vectors. */
    static final int MOST_OPERATIONS = 48;

    /** An operation on values. */
    record Operation(int value, Elementwise function, List<Integer> operands) {}

    /** Where a value goes. */
    record Output(int array, int value) {}

    private final Map<Integer, Integer> inputs = new LinkedHashMap<>();
    private final Map<Integer, Integer> singles = new LinkedHashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    void input(int value, int array) {
        inputs.put(value, array);
    }

    void single(int value, int array) {
        singles.put(value, array);
    }

    void operation(int value, Elementwise function, List<Integer> operands) {
        operations.add(new Operation(value, function, operands));
    }

    void output(int value, int array) {
        outputs.add(new Output(array, value));
    }

    /** Values that are read from arrays, with the number of the array. */
    Map<Integer, Integer> inputs() {
        return inputs;
    }

    /** Values that are the same at all places, with the number of the array. */
    Map<Integer, Integer> singles() {
        return singles;
    }

    List<Operation> operations() {
        return operations;
    }

    List<Output> outputs() {
        return outputs;
    }
}
