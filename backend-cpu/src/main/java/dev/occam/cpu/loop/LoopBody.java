package dev.occam.cpu.loop;

import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link FusedLoop} does at one place: read arrays, compute, write arrays. Values are named by numbers of the
 * caller's choice.
 */
public final class LoopBody {
    /** An operation on values. */
    public record Operation(int value, Elementwise function, List<Integer> operands) {}

    /** Where a value goes. */
    record Output(int array, int value) {}

    private final Map<Integer, Integer> inputs = new LinkedHashMap<>();
    private final Map<Integer, Integer> singles = new LinkedHashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final Map<Integer, Integer> starts = new HashMap<>();

    /**
     * Says which arrays have one offset.
     *
     * @param start the same number for arrays that always have; 0 where nothing is said
     */
    public void startsAt(int array, int start) {
        starts.put(array, start);
    }

    public void input(int value, int array) {
        inputs.put(value, array);
    }

    public void single(int value, int array) {
        singles.put(value, array);
    }

    public void operation(int value, Elementwise function, List<Integer> operands) {
        operations.add(new Operation(value, function, operands));
    }

    public void output(int value, int array) {
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

    public List<Operation> operations() {
        return operations;
    }

    List<Output> outputs() {
        return outputs;
    }

    /** Operations, loads and stores. */
    int cost() {
        return inputs.size()
                + outputs.size()
                + operations.stream()
                        .mapToInt(operation -> cost(operation.function()))
                        .sum();
    }

    /** Vector operations of a function. */
    public static int cost(Elementwise function) {
        return switch (function) {
            case FLOOR -> 10;
            case NEG, ABS, SQRT, ADD, SUB, MUL, DIV, MIN, MAX, LT, SELECT -> 1;
            case EXP, LOG, TANH -> throw hasLoopOfItsOwn(function);
        };
    }

    static IllegalArgumentException hasLoopOfItsOwn(Elementwise function) {
        return new IllegalArgumentException(function + " has a loop of its own");
    }

    /** Whether something else than a choice reads this value. */
    boolean isNumber(int value) {
        return outputs.stream().anyMatch(output -> output.value() == value)
                || operations.stream().anyMatch(operation -> {
                    int condition = operation.function() == Elementwise.SELECT ? 1 : 0;
                    return operation
                            .operands()
                            .subList(condition, operation.operands().size())
                            .contains(value);
                });
    }

    /** A number that arrays with one offset have in common. */
    int start(int array) {
        return starts.getOrDefault(array, 0);
    }

    /** Takes over which arrays have one offset. */
    void startsAs(LoopBody other) {
        starts.putAll(other.starts);
    }

    /** One more than the largest number of an array. */
    int arrays() {
        int most = -1;
        for (int array : inputs.values()) {
            most = Math.max(most, array);
        }
        for (int single : singles.values()) {
            most = Math.max(most, single);
        }
        for (Output output : outputs) {
            most = Math.max(most, output.array());
        }
        return most + 1;
    }
}
