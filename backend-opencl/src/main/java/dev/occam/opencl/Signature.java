package dev.occam.opencl;

import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.MatMul;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The arguments of kernels, in this order.
 *
 * @param buffers numbers of the buffers
 * @param stored those of them that are written
 * @param scalars slots of the scalars
 * @param random whether seed and step follow
 * @param scratch whether scratch memory follows
 */
record Signature(List<Integer> buffers, List<Integer> stored, List<Integer> scalars, boolean random, boolean scratch) {
    static Signature of(Lines lines) {
        return of(lines, List.of());
    }

    static Signature of(Lines lines, MatMul matMul) {
        return of(lines, List.of(matMul.leftBuffer(), matMul.rightBuffer()));
    }

    private static Signature of(Lines lines, List<Integer> operands) {
        TreeSet<Integer> buffers = new TreeSet<>(operands);
        TreeSet<Integer> stored = new TreeSet<>();
        TreeSet<Integer> scalars = new TreeSet<>();
        boolean random = false;
        for (int line : lines.live()) {
            Instruction instruction = lines.get(line);
            if (instruction instanceof Load load) {
                buffers.add(load.buffer());
            } else if (instruction instanceof Gather gather) {
                buffers.add(gather.buffer());
            } else if (instruction instanceof Store store) {
                stored.add(store.buffer());
            } else if (instruction instanceof Scalar scalar) {
                scalars.add(scalar.slot());
            } else {
                random |= instruction instanceof Random;
            }
        }
        buffers.addAll(stored);
        return new Signature(List.copyOf(buffers), List.copyOf(stored), List.copyOf(scalars), random, false);
    }

    Signature withScratch() {
        return new Signature(buffers, stored, scalars, random, true);
    }

    @Override
    public String toString() {
        List<String> parameters = new ArrayList<>();
        for (int buffer : buffers) {
            parameters.add("global " + (stored.contains(buffer) ? "" : "const ") + "float *b" + buffer);
        }
        for (int slot : scalars) {
            parameters.add("float s" + slot);
        }
        if (random) {
            parameters.add("ulong seed, ulong step");
        }
        if (scratch) {
            parameters.add("global float *scratch");
        }
        return String.join(", ", parameters);
    }
}
