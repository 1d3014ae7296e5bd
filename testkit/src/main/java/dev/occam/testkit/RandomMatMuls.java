package dev.occam.testkit;

import dev.occam.device.Arguments;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Product;
import dev.occam.device.Instruction.Store;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes up matrix products: sizes and a seed give the same product for ever. */
final class RandomMatMuls {
    private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 15, 16, 17, 24, 31, 32, 33, 48, 63, 64, 65, 100, 129};

    /** What becomes of the product. */
    enum Epilogue {
        /** It is stored. */
        STORE,
        /** A bias for each column is added, what is negative becomes 0, and both are stored, the second transposed. */
        BIAS_AND_ACTIVATION,
        /** It is added to what is there. */
        ACCUMULATE,
        /** It is multiplied with a random mask. */
        MASK
    }

    private final Random random;
    private final Memory memory;
    private final RandomViews views;

    private RandomMatMuls(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        memory = new Memory(random, 4);
        views = new RandomViews(random, memory);
    }

    /** A product of random sizes over random views, with bounds, zero and negative strides. */
    static Trial trial(long seed) {
        RandomMatMuls make = new RandomMatMuls(seed);
        int batch = make.random.nextInt(3) == 0 ? 1 + make.random.nextInt(4) : 1;
        int m = make.size();
        int n = make.size();
        int k = make.size();
        View left = make.views.load(List.of(batch, m, k), 0);
        View right = make.views.load(List.of(batch, k, n), 1);
        Epilogue epilogue = Epilogue.values()[make.random.nextInt(Epilogue.values().length)];
        return make.trial("random-" + seed, new int[] {batch, m, n, k}, left, right, epilogue);
    }

    /**
     * A product of plain matrices.
     *
     * @param sizes batch, m, n, k
     * @param leftTransposed whether A lies as [k, m]
     * @param rightTransposed whether B lies as [n, k]
     */
    static Trial plain(int[] sizes, boolean leftTransposed, boolean rightTransposed, Epilogue epilogue) {
        RandomMatMuls make = new RandomMatMuls(Arrays.hashCode(sizes));
        View left = make.matrix(0, sizes[0], sizes[1], sizes[3], leftTransposed);
        View right = make.matrix(1, sizes[0], sizes[3], sizes[2], rightTransposed);
        return make.trial(epilogue.name(), sizes, left, right, epilogue);
    }

    private Trial trial(String name, int[] sizes, View left, View right, Epilogue epilogue) {
        List<Integer> space = List.of(sizes[0], sizes[1], sizes[2]);
        Program program = new Program(name, space, 0, body(epilogue, space));
        MatMul matMul = new MatMul(sizes[0], sizes[1], sizes[2], sizes[3], 0, left, 1, right, program);
        Arguments arguments = new Arguments(0);
        arguments.random(random.nextLong(), random.nextLong());
        return Trial.of(matMul, memory.contents(), arguments);
    }

    private List<Instruction> body(Epilogue epilogue, List<Integer> space) {
        List<Instruction> body = new ArrayList<>();
        body.add(new Product());
        switch (epilogue) {
            case STORE -> body.add(new Store(2, views.store(space, 0, 2), 0));
            case BIAS_AND_ACTIVATION -> {
                body.add(new Load(3, View.of(memory.fill(3, space.get(2)), List.of(0, 0, 1))));
                body.add(new Apply(Elementwise.ADD, List.of(0, 1)));
                body.add(new Constant(0));
                body.add(new Apply(Elementwise.MAX, List.of(2, 3)));
                body.add(new Store(2, views.store(space, 0, 2), 2));
                body.add(new Store(3, matrix(3, space.get(0), space.get(1), space.get(2), true), 4));
            }
            case ACCUMULATE -> {
                View view = views.both(space, 2);
                body.add(new Load(2, view));
                body.add(new Apply(Elementwise.ADD, List.of(0, 1)));
                body.add(new Store(2, view, 2));
            }
            case MASK -> {
                int n = space.get(2);
                body.add(new Instruction.Random(
                        7, View.of(0, List.of(space.get(1) * n, n, 1)).element()));
                body.add(new Constant(0.75f));
                body.add(new Apply(Elementwise.LT, List.of(1, 2)));
                body.add(new Apply(Elementwise.MUL, List.of(0, 3)));
                body.add(new Store(2, views.store(space, 0, 2), 4));
            }
        }
        return body;
    }

    private View matrix(int buffer, int batch, int rows, int columns, boolean transposed) {
        int offset = memory.fill(buffer, batch * rows * columns);
        List<Integer> strides = transposed ? List.of(rows * columns, 1, rows) : List.of(rows * columns, columns, 1);
        return View.of(offset, strides);
    }

    private int size() {
        return SIZES[random.nextInt(SIZES.length)];
    }
}
