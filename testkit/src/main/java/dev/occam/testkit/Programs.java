package dev.occam.testkit;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Launch;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.util.List;
import java.util.Random;

/** Programs of the kinds that training consists of, with buffers for them. */
final class Programs {
    private Programs() {}

    /** max(tanh(x)·y + 1, x) into a buffer with NaNs around. */
    static Trial chain(int size, int offset) {
        View view = View.of(offset, List.of(1));
        Program program = new Program(
                "chain",
                List.of(size),
                0,
                List.of(
                        new Load(0, view),
                        new Load(1, View.of(0, List.of(1))),
                        new Apply(Elementwise.TANH, List.of(0)),
                        new Apply(Elementwise.MUL, List.of(2, 1)),
                        new Constant(1),
                        new Apply(Elementwise.ADD, List.of(3, 4)),
                        new Apply(Elementwise.MAX, List.of(5, 0)),
                        new Store(2, view, 6)));
        Random random = new Random(size);
        List<float[]> buffers = List.of(values(size + 4, random), values(size, random), poison(size + 8));
        return Trial.of(program, buffers, new Arguments(0));
    }

    /** A reduction of x² − 1 for each row. */
    static Trial reduction(Reduction reduction, int rows, int length, int offset) {
        Program program = new Program(
                "rows",
                List.of(rows, length),
                1,
                List.of(
                        new Load(0, View.of(offset, List.of(length, 1))),
                        new Apply(Elementwise.MUL, List.of(0, 0)),
                        new Constant(1),
                        new Apply(Elementwise.SUB, List.of(1, 2)),
                        new Reduce(reduction, 3),
                        new Store(1, View.of(offset, List.of(1, 0)), 4)));
        List<float[]> buffers = List.of(values(rows * length + offset, new Random(length)), poison(rows + 8));
        return Trial.of(program, buffers, new Arguments(0));
    }

    /** The maximum of values below 0, one of which is replaced. */
    static Trial maximumOf(int length, int at, float replacement) {
        Program program = new Program(
                "maximum",
                List.of(1, length),
                1,
                List.of(
                        new Load(0, View.of(0, List.of(length, 1))),
                        new Reduce(Reduction.MAX, 0),
                        new Store(1, View.of(2, List.of(1, 0)), 1)));
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = -1 - i % 7;
        }
        values[at] = replacement;
        return Trial.of(program, List.of(values, poison(5)), new Arguments(0));
    }

    /** exp(x − max) / Σ exp(x − max) in place, and the maximum of each row beside it. */
    static Trial softmax(int rows, int length) {
        View view = View.of(1, List.of(length, 1));
        Program program = new Program(
                "softmax",
                List.of(rows, length),
                1,
                List.of(
                        new Load(0, view),
                        new Reduce(Reduction.MAX, 0),
                        new Apply(Elementwise.SUB, List.of(0, 1)),
                        new Apply(Elementwise.EXP, List.of(2)),
                        new Reduce(Reduction.SUM, 3),
                        new Apply(Elementwise.DIV, List.of(3, 4)),
                        new Store(0, view, 5),
                        new Store(1, View.of(0, List.of(1, 0)), 1)));
        float[] values = values(rows * length + 1, new Random(length));
        return Trial.of(program, List.of(values, poison(rows + 3)), new Arguments(0));
    }

    /** Momentum, w and the penalty ½Σw² at once, over one flat buffer each; several stores where it loads. */
    static Trial update(int size) {
        View view = View.of(1, List.of(1));
        Program program = new Program(
                "update",
                List.of(size),
                1,
                List.of(
                        new Load(0, view),
                        new Load(1, view),
                        new Load(2, view),
                        new Scalar(0),
                        new Constant(0.9f),
                        new Apply(Elementwise.MUL, List.of(2, 4)),
                        new Apply(Elementwise.ADD, List.of(5, 1)),
                        new Apply(Elementwise.MUL, List.of(6, 3)),
                        new Apply(Elementwise.SUB, List.of(0, 7)),
                        new Apply(Elementwise.MUL, List.of(0, 0)),
                        new Reduce(Reduction.SUM, 9),
                        new Store(2, view, 6),
                        new Store(0, view, 8),
                        new Store(3, View.of(2, List.of(0)), 10)));
        Random random = new Random(size);
        List<float[]> buffers =
                List.of(values(size + 2, random), values(size + 2, random), values(size + 2, random), poison(4));
        Arguments arguments = new Arguments(1);
        arguments.scalars()[0] = 0.1f;
        return Trial.of(program, buffers, arguments);
    }

    /** A copy of one buffer to another. */
    static Program copy(int size) {
        View view = View.of(0, List.of(1));
        return new Program("copy", List.of(size), 0, List.of(new Load(0, view), new Store(1, view, 0)));
    }

    static Launch copy(Device device, Buffer from, Buffer to, int size) {
        return device.compile(copy(size)).bind(List.of(from, to));
    }

    static float[] values(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static float[] poison(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Memory.poison(i);
        }
        return values;
    }
}
