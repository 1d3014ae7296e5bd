package dev.occam.testkit;

import dev.occam.device.Arguments;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Programs of one function. */
final class Elementwises {
    private static final float[] SPECIAL = {
        0,
        -0f,
        1,
        -1,
        0.5f,
        -0.5f,
        2,
        -3,
        1.5f,
        -2.5f,
        0.99999994f,
        1.0000001f,
        1e-3f,
        -1e-3f,
        1e-20f,
        -1e-20f,
        (float) Math.PI,
        10,
        -10,
        20,
        -20,
        87,
        -87,
        88.5f,
        -100,
        200,
        -200,
        8388607.5f,
        -8388607.5f,
        16777216,
        1e10f,
        -1e10f,
        1e30f,
        -1e30f,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    private Elementwises() {}

    /** Every special value with every other; of three operands the last is a plain one. */
    static Trial atSpecialValues(Elementwise function) {
        int count = SPECIAL.length;
        int size = function.arity() == 1 ? count : count * count;
        float[] first = new float[size];
        float[] second = new float[size];
        float[] third = new float[size];
        for (int i = 0; i < size; i++) {
            first[i] = SPECIAL[i % count];
            second[i] = SPECIAL[i / count];
            third[i] = i;
        }
        return trial(function, List.of(first, second, third));
    }

    /** Operands of every magnitude at which the function neither overflows nor is trivial. */
    static Trial overTheRange(Elementwise function, int size) {
        Random random = new Random(function.name().hashCode());
        List<float[]> operands = new ArrayList<>();
        for (int operand = 0; operand < 3; operand++) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = switch (function) {
                    case EXP -> (float) (random.nextDouble() * 174 - 86);
                    case TANH -> (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 5));
                    case LOG, SQRT -> (float) Math.scalb(1 + random.nextDouble(), random.nextInt(250) - 125);
                    case FLOOR -> (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8)));
                    case NEG, ABS, ADD, SUB, MUL, DIV, MIN, MAX, LT, SELECT ->
                        (float) Math.scalb(random.nextGaussian(), random.nextInt(60) - 30);
                };
            }
            operands.add(values);
        }
        return trial(function, operands);
    }

    private static Trial trial(Elementwise function, List<float[]> operands) {
        int size = operands.get(0).length;
        View view = View.of(0, List.of(1));
        List<Instruction> body = new ArrayList<>();
        for (int operand = 0; operand < function.arity(); operand++) {
            body.add(new Load(operand, view));
        }
        body.add(
                new Apply(function, IntStream.range(0, function.arity()).boxed().toList()));
        body.add(new Store(3, View.of(3, List.of(1)), function.arity()));
        List<float[]> buffers = new ArrayList<>(operands);
        buffers.add(Programs.poison(size + 7));
        return Trial.of(new Program(function.name(), List.of(size), 0, body), buffers, new Arguments(0));
    }
}
