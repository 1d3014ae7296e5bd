package dev.occam.engine.rule;

import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Tensor;
import java.util.List;

/** Recognizes formulas that are 0 by their form, such as a penalty times 0: a rule of strength 0 must change no bit. */
public final class Zero {
    private Zero() {}

    /** Whether a formula is 0 whatever its (finite) inputs are. */
    public static boolean is(Tensor formula) {
        Operation operation = formula.operation();
        List<Tensor> operands = formula.operands();
        if (operation instanceof Operation.Constant constant) {
            return constant.value() == 0;
        }
        if (operation instanceof Operation.Apply apply) {
            return is(apply.function(), operands);
        }
        boolean passesOn = operation instanceof Operation.Reshape
                || operation instanceof Operation.Expand
                || operation instanceof Operation.Reduce
                || operation instanceof Operation.Detach
                || operation instanceof Operation.Permute;
        return passesOn && is(operands.get(0));
    }

    private static boolean is(Elementwise function, List<Tensor> operands) {
        return switch (function) {
            case MUL -> operands.stream().anyMatch(Zero::is);
            case ADD, SUB -> operands.stream().allMatch(Zero::is);
            case NEG, ABS, SQRT, DIV -> is(operands.get(0));
            case EXP, LOG, TANH, FLOOR, MIN, MAX, LT, SELECT -> false;
        };
    }
}
