package dev.occam.cpu.step;

import dev.occam.cpu.kernel.Conditions;
import dev.occam.cpu.kernel.Elementary;
import dev.occam.cpu.kernel.Loops;
import dev.occam.tensor.Elementwise;

/**
 * An operation on registers of one level, except that operands marked as single have one value for the whole launch.
 *
 * @param a register of the first operand
 * @param b of the second; any where there is none
 * @param c of the third; any where there is none
 */
public record ApplyStep(
        Elementwise function,
        Level level,
        int a,
        boolean singleA,
        int b,
        boolean singleB,
        int c,
        boolean singleC,
        int target)
        implements Step {
    @Override
    public void run(Block block) {
        float[] x = block.registers[a];
        float[] result = block.registers[target];
        int count = block.count(level);
        switch (function) {
            case NEG -> Loops.neg(x, result, count);
            case ABS -> Loops.abs(x, result, count);
            case SQRT -> Loops.sqrt(x, result, count);
            case FLOOR -> Loops.floor(x, result, count);
            case EXP -> Elementary.exp(x, 0, result, 0, count);
            case LOG -> Elementary.log(x, 0, result, 0, count);
            case TANH -> Elementary.tanh(x, 0, result, 0, count);
            case ADD, SUB, MUL, DIV, MIN, MAX, LT -> binary(x, block.registers[b], result, count);
            case SELECT -> select(x, block.registers[b], block.registers[c], result, count);
        }
    }

    private void binary(float[] x, float[] y, float[] result, int count) {
        if (singleB) {
            withSecond(x, y[0], result, count);
        } else if (singleA) {
            withFirst(x[0], y, result, count);
        } else {
            withBoth(x, y, result, count);
        }
    }

    private void withBoth(float[] x, float[] y, float[] result, int count) {
        switch (function) {
            case ADD -> Loops.add(x, y, result, count);
            case SUB -> Loops.sub(x, y, result, count);
            case MUL -> Loops.mul(x, y, result, count);
            case DIV -> Loops.div(x, y, result, count);
            case MIN -> Loops.min(x, y, result, count);
            case MAX -> Loops.max(x, y, result, count);
            case LT -> Conditions.lt(x, y, result, count);
            case NEG, ABS, SQRT, EXP, LOG, TANH, FLOOR, SELECT -> throw new IllegalStateException(function.name());
        }
    }

    private void withSecond(float[] x, float y, float[] result, int count) {
        switch (function) {
            case ADD -> Loops.add(x, y, result, count);
            case SUB -> Loops.sub(x, y, result, count);
            case MUL -> Loops.mul(x, y, result, count);
            case DIV -> Loops.div(x, y, result, count);
            case MIN -> Loops.min(x, y, result, count);
            case MAX -> Loops.max(x, y, result, count);
            case LT -> Conditions.lt(x, y, result, count);
            case NEG, ABS, SQRT, EXP, LOG, TANH, FLOOR, SELECT -> throw new IllegalStateException(function.name());
        }
    }

    private void withFirst(float x, float[] y, float[] result, int count) {
        switch (function) {
            case ADD -> Loops.add(y, x, result, count);
            case SUB -> Loops.sub(x, y, result, count);
            case MUL -> Loops.mul(y, x, result, count);
            case DIV -> Loops.div(x, y, result, count);
            case MIN -> Loops.min(y, x, result, count);
            case MAX -> Loops.max(y, x, result, count);
            case LT -> Conditions.lt(x, y, result, count);
            case NEG, ABS, SQRT, EXP, LOG, TANH, FLOOR, SELECT -> throw new IllegalStateException(function.name());
        }
    }

    private void select(float[] condition, float[] yes, float[] no, float[] result, int count) {
        if (singleB && singleC) {
            Conditions.select(condition, yes[0], no[0], result, count);
        } else if (singleB) {
            Conditions.select(condition, yes[0], no, result, count);
        } else if (singleC) {
            Conditions.select(condition, yes, no[0], result, count);
        } else {
            Conditions.select(condition, yes, no, result, count);
        }
    }
}
