package dev.occam.testkit;

import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What a program or a matrix product reads and stores, element by element.
 *
 * @param name for messages
 * @param uses of buffers
 * @param scalars how many scalars it needs
 */
record Access(String name, List<Use> uses, int scalars) {
    /**
     * One view on one buffer.
     *
     * @param line what it is, as in a listing
     * @param reach how far beyond the view's element is read, for a gather
     */
    private record Use(String line, int buffer, View view, List<Integer> space, int reach, boolean isStore) {}

    static Access of(Program program) {
        return new Access("program " + program.name(), uses(program), scalars(program));
    }

    static Access of(MatMul matMul) {
        List<Use> uses = new ArrayList<>(uses(matMul.epilogue()));
        uses.add(new Use(
                "left b" + matMul.leftBuffer() + matMul.left(),
                matMul.leftBuffer(),
                matMul.left(),
                matMul.leftSpace(),
                0,
                false));
        uses.add(new Use(
                "right b" + matMul.rightBuffer() + matMul.right(),
                matMul.rightBuffer(),
                matMul.right(),
                matMul.rightSpace(),
                0,
                false));
        return new Access("matmul " + matMul.epilogue().name(), uses, scalars(matMul.epilogue()));
    }

    private static List<Use> uses(Program program) {
        List<Use> uses = new ArrayList<>();
        List<Boolean> perRow = program.perRow();
        for (int number = 0; number < program.body().size(); number++) {
            Instruction line = program.body().get(number);
            List<Integer> space = perRow.get(number) ? rows(program) : program.space();
            if (line instanceof Load load) {
                uses.add(new Use(line.toString(), load.buffer(), load.view(), space, 0, false));
            }
            if (line instanceof Gather gather && gather.rows() > 0) {
                int reach = gather.stride() * (gather.rows() - 1);
                uses.add(new Use(line.toString(), gather.buffer(), gather.view(), space, reach, false));
            }
            if (line instanceof Store store) {
                uses.add(new Use(line.toString(), store.buffer(), store.view(), space, 0, true));
            }
        }
        return uses;
    }

    /** The space with one coordinate a row: a line of rows runs even where rows are empty. */
    private static List<Integer> rows(Program program) {
        List<Integer> rows = new ArrayList<>(program.space());
        int kept = rows.size() - program.reduced();
        rows.subList(kept, rows.size()).replaceAll(size -> 1);
        return rows;
    }

    private static int scalars(Program program) {
        return program.body().stream()
                .mapToInt(line -> line instanceof Scalar scalar ? scalar.slot() + 1 : 0)
                .max()
                .orElse(0);
    }

    void requireScalars(int given) {
        if (given < scalars) {
            throw new AssertionError("%s needs %d scalars, but its arguments hold %d".formatted(name, scalars, given));
        }
    }

    /** Fails if a view leaves a buffer of these sizes. */
    void requireWithin(List<Integer> sizes) {
        for (Use use : uses) {
            int size = sizes.get(use.buffer);
            forEachElement(use, element -> {
                int last = element + use.reach;
                if (Math.min(element, last) < 0 || Math.max(element, last) >= size) {
                    throw new AssertionError("%s: the view of \"%s\" leaves its buffer of %d values: it has element %d"
                            .formatted(name, use.line, size, element < 0 || element >= size ? element : last));
                }
            });
        }
    }

    /** For each of these buffers the elements that are stored. */
    List<BitSet> stored(List<CheckedBuffer> buffers) {
        List<BitSet> stored = IntStream.range(0, buffers.size())
                .mapToObj(number -> new BitSet())
                .toList();
        for (Use use : uses) {
            if (use.isStore) {
                forEachElement(use, stored.get(use.buffer)::set);
            }
        }
        // Two buffers of one launch may be the same.
        for (int i = 0; i < buffers.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (buffers.get(i) == buffers.get(j)) {
                    stored.get(i).or(stored.get(j));
                    stored.get(j).or(stored.get(i));
                }
            }
        }
        return stored;
    }

    /** The elements at which a view's bounds hold; axes along which nothing changes are walked once. */
    private static void forEachElement(Use use, IntConsumer visit) {
        List<Integer> space = use.space;
        if (space.contains(0)) {
            return;
        }
        int[] at = new int[space.size()];
        int[] varying = IntStream.range(0, at.length)
                .filter(axis -> varies(use.view.element(), axis)
                        || use.view.bounds().stream().anyMatch(bound -> varies(bound.value(), axis)))
                .toArray();
        while (true) {
            if (use.view.bounds().stream().allMatch(bound -> bound.holds(at))) {
                visit.accept(use.view.element().at(at));
            }
            int place = varying.length - 1;
            while (place >= 0 && ++at[varying[place]] == space.get(varying[place])) {
                at[varying[place--]] = 0;
            }
            if (place < 0) {
                return;
            }
        }
    }

    private static boolean varies(Affine value, int axis) {
        return value.strides().get(axis) != 0;
    }
}
