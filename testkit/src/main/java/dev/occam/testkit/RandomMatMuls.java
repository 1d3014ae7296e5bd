package dev.occam.testkit;

import dev.occam.device.Affine;
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
import java.util.Collections;
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

    /** A product of random sizes over random views, with bounds, zero and negative strides; some over several axes. */
    static Trial trial(long seed) {
        RandomMatMuls make = new RandomMatMuls(seed);
        int batch = make.random.nextInt(3) == 0 ? 1 + make.random.nextInt(4) : 1;
        boolean plain = make.random.nextInt(2) == 0;
        Axes axes = new Axes(batch, make.axes(plain), make.axes(plain), make.axes(plain));
        View left = make.views.load(axes.of(axes.rows, axes.inner), 0);
        View right = make.views.load(axes.of(axes.inner, axes.columns), 1);
        Epilogue epilogue = Epilogue.values()[make.random.nextInt(Epilogue.values().length)];
        return make.trial("random-" + seed, axes, left, right, epilogue);
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
        Axes axes = new Axes(sizes[0], List.of(sizes[1]), List.of(sizes[2]), List.of(sizes[3]));
        View left = make.matrix(0, sizes[0], axes.rows, axes.inner, leftTransposed);
        View right = make.matrix(1, sizes[0], axes.inner, axes.columns, rightTransposed);
        return make.trial(epilogue.name(), axes, left, right, epilogue);
    }

    /**
     * A convolution of images [batch, height, width, channels] as a product: windows are read where they lie, padding by
     * bounds.
     *
     * @param sizes images, height, width, channels, window height and width, output channels
     * @param turned whether windows are gone through backwards, as for the gradient by the images
     */
    static Trial convolution(int[] sizes, int stride, int padding, boolean turned, Epilogue epilogue) {
        RandomMatMuls make = new RandomMatMuls(Arrays.hashCode(sizes) + stride);
        int height = sizes[1];
        int width = sizes[2];
        int channels = sizes[3];
        int window = sizes[4];
        int down = (height + 2 * padding - window) / stride + 1;
        int across = (width + 2 * padding - window) / stride + 1;
        Axes axes = new Axes(1, List.of(sizes[0], down, across), List.of(sizes[5]), List.of(window, window, channels));
        int way = turned ? -1 : 1;
        int first = turned ? window - 1 - padding : -padding;
        Affine y = new Affine(first, List.of(0, 0, stride, 0, way, 0, 0));
        Affine x = new Affine(first, List.of(0, 0, 0, stride, 0, way, 0));
        Affine element = new Affine(
                        make.memory.fill(0, sizes[0] * height * width * channels),
                        List.of(0, height * width * channels, 0, 0, 0, 0, 1))
                .plus(width * channels, y)
                .plus(channels, x);
        View left = new View(element, List.of(new View.Bound(y, height), new View.Bound(x, width)));
        View right = make.matrix(1, 1, axes.inner, axes.columns, turned);
        return make.trial("convolution", axes, left, right, epilogue);
    }

    /** Sizes of the axes of a product. */
    private record Axes(int batch, List<Integer> rows, List<Integer> columns, List<Integer> inner) {
        List<Integer> of(List<Integer> outer, List<Integer> inner) {
            List<Integer> space = new ArrayList<>(List.of(batch));
            space.addAll(outer);
            space.addAll(inner);
            return space;
        }
    }

    private Trial trial(String name, Axes axes, View left, View right, Epilogue epilogue) {
        List<Integer> space = axes.of(axes.rows, axes.columns);
        Program program = new Program(name, space, 0, body(epilogue, axes, space));
        MatMul matMul = new MatMul(axes.batch, axes.rows, axes.columns, axes.inner, 0, left, 1, right, program);
        Arguments arguments = new Arguments(0);
        arguments.random(random.nextLong(), random.nextLong());
        return Trial.of(matMul, memory.contents(), arguments);
    }

    private List<Instruction> body(Epilogue epilogue, Axes axes, List<Integer> space) {
        List<Instruction> body = new ArrayList<>();
        body.add(new Product());
        switch (epilogue) {
            case STORE -> body.add(new Store(2, views.store(space, 0, 2), 0));
            case BIAS_AND_ACTIVATION -> {
                List<Integer> strides = new ArrayList<>(Collections.nCopies(1 + axes.rows.size(), 0));
                strides.addAll(strides(axes.columns, 1));
                body.add(new Load(3, View.of(memory.fill(3, elements(axes.columns)), strides)));
                body.add(new Apply(Elementwise.ADD, List.of(0, 1)));
                body.add(new Constant(0));
                body.add(new Apply(Elementwise.MAX, List.of(2, 3)));
                body.add(new Store(2, views.store(space, 0, 2), 2));
                body.add(new Store(3, matrix(3, axes.batch, axes.rows, axes.columns, true), 4));
            }
            case ACCUMULATE -> {
                View view = views.both(space, 2);
                body.add(new Load(2, view));
                body.add(new Apply(Elementwise.ADD, List.of(0, 1)));
                body.add(new Store(2, view, 2));
            }
            case MASK -> {
                body.add(new Instruction.Random(7, View.of(0, strides(space, 1)).element()));
                body.add(new Constant(0.75f));
                body.add(new Apply(Elementwise.LT, List.of(1, 2)));
                body.add(new Apply(Elementwise.MUL, List.of(0, 3)));
                body.add(new Store(2, views.store(space, 0, 2), 4));
            }
        }
        return body;
    }

    private View matrix(int buffer, int batch, List<Integer> rows, List<Integer> columns, boolean transposed) {
        int m = elements(rows);
        int n = elements(columns);
        List<Integer> strides = new ArrayList<>(List.of(m * n));
        strides.addAll(strides(rows, transposed ? 1 : n));
        strides.addAll(strides(columns, transposed ? m : 1));
        return View.of(memory.fill(buffer, batch * m * n), strides);
    }

    private static int elements(List<Integer> sizes) {
        return sizes.stream().reduce(1, Math::multiplyExact);
    }

    /** Of axes that are numbered row by row, with this step from one number to the next. */
    private static List<Integer> strides(List<Integer> sizes, int step) {
        Integer[] strides = new Integer[sizes.size()];
        int stride = step;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes.get(axis);
        }
        return List.of(strides);
    }

    /** One axis of any size, or up to three shorter ones. */
    private List<Integer> axes(boolean plain) {
        if (plain) {
            return List.of(size());
        }
        List<Integer> sizes = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int axis = 0; axis < count; axis++) {
            sizes.add(count == 1 ? size() : 1 + random.nextInt(count == 2 ? 12 : 6));
        }
        return sizes;
    }

    private int size() {
        return SIZES[random.nextInt(SIZES.length)];
    }
}
