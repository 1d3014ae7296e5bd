package dev.occam.testkit;

import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Product;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far each value of a program may be from the reference: the errors that {@link Accuracy} allows, carried forward line by
 * line. 0 where the value must be met exactly, infinite where it may be anything, as behind a comparison of uncertain values.
 */
final class ErrorBounds {
    private final Program program;
    private final ProgramLayout layout;
    private final List<float[]> values;
    private final double[] product;
    private final List<double[]> bounds = new ArrayList<>();

    private ErrorBounds(Program program, List<float[]> values, double[] product) {
        this.program = program;
        this.layout = new ProgramLayout(program);
        this.values = values;
        this.product = product;
    }

    /**
     * The bounds of each line.
     *
     * @param values what {@link ProgramReference} gave
     * @param product the bounds of {@link Product}; empty where there is no such line
     */
    static List<double[]> of(Program program, List<float[]> values, double[] product) {
        ErrorBounds errors = new ErrorBounds(program, values, product);
        for (int line = 0; line < program.body().size(); line++) {
            double[] bounds = new double[values.get(line).length];
            for (int position = 0; position < bounds.length; position++) {
                double bound = errors.bound(line, position);
                bounds[position] = Double.isNaN(bound) ? Double.POSITIVE_INFINITY : bound;
            }
            errors.bounds.add(bounds);
        }
        return errors.bounds;
    }

    private double bound(int line, int position) {
        Instruction instruction = program.body().get(line);
        if (instruction instanceof Apply apply) {
            return apply(line, position, apply);
        }
        if (instruction instanceof Reduce reduce) {
            return reduce(line, position, reduce);
        }
        if (instruction instanceof Gather gather) {
            return operandBound(line, position, gather.index()) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        if (instruction instanceof Store store) {
            return operandBound(line, position, store.operand());
        }
        return instruction instanceof Product ? product[position] : 0;
    }

    private double apply(int line, int position, Apply apply) {
        double[] x = new double[3];
        double[] e = new double[3];
        for (int i = 0; i < apply.operands().size(); i++) {
            x[i] = operand(line, position, apply.operands().get(i));
            e[i] = operandBound(line, position, apply.operands().get(i));
        }
        boolean exact = Arrays.stream(e).allMatch(bound -> bound == 0);
        float value = values.get(line)[position];
        if (!Float.isFinite(value)) {
            return exact ? 0 : Double.POSITIVE_INFINITY;
        }
        return (exact ? 0 : carried(apply.function(), x, e)) + rounding(apply.function(), value, exact);
    }

    /** By how much the value changes at most when the operands change by their bounds. */
    private static double carried(Elementwise function, double[] x, double[] e) {
        double a = Math.abs(x[0]);
        double b = Math.abs(x[1]);
        return switch (function) {
            case NEG, ABS -> e[0];
            case SQRT, EXP, LOG, TANH, FLOOR -> monotone(function, x[0], e[0]);
            case ADD, SUB -> e[0] + e[1];
            case MUL -> a * e[1] + b * e[0] + e[0] * e[1];
            case DIV -> e[1] < b ? (e[0] + a / b * e[1]) / (b - e[1]) : Double.POSITIVE_INFINITY;
            case MIN, MAX -> Math.max(e[0], e[1]);
            case LT -> Math.abs(x[0] - x[1]) <= e[0] + e[1] ? 1 : 0;
            case SELECT ->
                e[0] > 0 && a <= e[0] ? Math.max(e[1], e[2]) + Math.abs(x[1] - x[2]) : x[0] != 0 ? e[1] : e[2];
        };
    }

    private static double monotone(Elementwise function, double x, double e) {
        double at = function.apply(x, 0, 0);
        return Math.max(function.apply(x + e, 0, 0) - at, at - function.apply(x - e, 0, 0));
    }

    private static double rounding(Elementwise function, float value, boolean exact) {
        double ulps = Accuracy.ulps(function);
        if (Accuracy.neverRounds(function)) {
            return 0;
        }
        // Results below the normal range may be flushed to 0.
        boolean underflow = Math.abs(value) < 2 * Float.MIN_NORMAL && (value != 0 || !exact || ulps > 0);
        double flushed = underflow ? Float.MIN_NORMAL : 0;
        return exact && ulps == 0 ? flushed : (ulps + 1) * Math.ulp(value) + flushed;
    }

    private double reduce(int line, int row, Reduce reduce) {
        double sum = 0;
        double absolute = 0;
        double largest = 0;
        for (int within = 0; within < program.rowLength(); within++) {
            int at = layout.inRow(reduce.operand(), row, within);
            double error = bounds.get(reduce.operand())[at];
            sum += error;
            largest = Math.max(largest, error);
            absolute += Math.abs(values.get(reduce.operand())[at]);
        }
        if (!Float.isFinite(values.get(line)[row])) {
            return sum == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return reduce.reduction() == Reduction.MAX ? largest : sum + Accuracy.ofSum(program.rowLength(), absolute);
    }

    private double operand(int line, int position, int operand) {
        return values.get(operand)[layout.operand(line, position, operand)];
    }

    private double operandBound(int line, int position, int operand) {
        return bounds.get(operand)[layout.operand(line, position, operand)];
    }
}
