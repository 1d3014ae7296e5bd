package dev.occam.cpu.warmup;

import dev.occam.cpu.kernel.Philox;
import dev.occam.cpu.kernel.RunCopy;
import dev.occam.cpu.kernel.VectorConditions;
import dev.occam.cpu.kernel.VectorElementary;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.VectorPhilox;
import dev.occam.cpu.kernel.VectorWidth;
import dev.occam.cpu.matmul.RowProduct;
import dev.occam.cpu.matmul.Tile;
import dev.occam.cpu.matmul.TileLeft;
import dev.occam.cpu.matmul.TileSet;
import dev.occam.cpu.matmul.Tiles;
import dev.occam.cpu.matmul.Transposer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * One vector kernel on tiny data.
 *
 * @param operations of a call, roughly
 */
record VectorProbe(double operations, Runnable call) {
    private static final int DEPTH = 16;
    private static final int ROW_DEPTH = 12;
    /** Of an elementary function: compiled loops do two to six times as many in the time, those that still call it a third. */
    private static final double OPERATIONS_OF_VECTOR = 120;

    private static final int VECTORS = 16;
    /** A copy does none; what its time is worth. */
    private static final double OPERATIONS_COPIED = 2;
    /** Four permutations and four blends of a vector, with what they wait for. */
    private static final double OPERATIONS_TRANSPOSED = 10;
    /** Compiled, a random number takes no more than 1.3 ns. */
    private static final double OPERATIONS_DRAWN = 10;

    /** The kernels of a group that this machine can do, the most used first; none where plain code is as fast. */
    static List<VectorProbe> of(VectorKernels group) {
        return switch (group) {
            case MATMUL -> matmul();
            case COPIES -> List.of(runs(2 * VectorWidth.LANES + 1, new float[Tiles.WIDTH * DEPTH]));
            case EXP -> List.of(elementary((x, y) -> VectorElementary.exp(x, 0, y, 0, x.length)));
            case LOG -> List.of(elementary((x, y) -> VectorElementary.log(x, 0, y, 0, x.length)));
            case TANH -> List.of(elementary((x, y) -> VectorElementary.tanh(x, 0, y, 0, x.length)));
            case CONDITIONS -> conditions();
            case RANDOM -> VectorPhilox.isWorthwhile() ? List.of(draws()) : List.of();
        };
    }

    private static List<VectorProbe> matmul() {
        int lanes = VectorWidth.LANES;
        float[] a = new float[Tiles.ROWS * TileLeft.PITCH];
        float[] b = new float[Tiles.WIDTH * DEPTH];
        float[] c = new float[Tiles.ROWS * Tiles.WIDTH];
        List<VectorProbe> probes = new ArrayList<>();
        for (int width = Tiles.WIDTH; width > 0; width -= lanes) {
            for (TileLeft left : TileLeft.values()) {
                probes.add(tile(width, left, a, b, c));
            }
        }
        probes.add(runs(2 * lanes + 1, b));
        probes.add(runs(Tiles.WIDTH, b));
        probes.add(row());
        if (Transposer.isWorthwhile()) {
            probes.add(transposition(b));
        }
        return probes;
    }

    private static VectorProbe tile(int width, TileLeft left, float[] a, float[] b, float[] c) {
        int[] rows = IntStream.range(0, Tiles.ROWS).map(row -> row * DEPTH).toArray();
        Tile tile = TileSet.of(width, left);
        return new VectorProbe(4.0 * DEPTH * Tiles.ROWS * width, () -> {
            tile.multiply(DEPTH, a, 0, Tiles.ROWS, rows, 0, b, 0, width, c, 0, width, true);
            tile.multiply(DEPTH, a, 0, Tiles.ROWS, rows, 0, b, 0, width, c, 0, width, false);
        });
    }

    private static VectorProbe runs(int length, float[] source) {
        float[] target = new float[source.length];
        int count = source.length / (length + 1);
        return new VectorProbe(
                OPERATIONS_COPIED * count * length,
                () -> RunCopy.copy(count, length, source, 0, length + 1, target, 0, length + 1));
    }

    private static VectorProbe transposition(float[] source) {
        int lanes = VectorWidth.LANES;
        int depth = source.length / lanes;
        float[] target = new float[source.length];
        return new VectorProbe(
                OPERATIONS_TRANSPOSED * source.length,
                () -> Transposer.transpose(depth, source, 0, depth, target, 0, lanes));
    }

    /** Eight rows of B at once, and four alone. */
    private static VectorProbe row() {
        int columns = 9 * VectorWidth.LANES;
        float[] a = new float[ROW_DEPTH];
        float[] b = new float[ROW_DEPTH * columns];
        float[] c = new float[columns];
        return new VectorProbe(
                2.0 * b.length, () -> RowProduct.multiplyRows(ROW_DEPTH, columns, a, 0, 1, b, 0, columns, c, 0));
    }

    private static VectorProbe draws() {
        float[] numbers = new float[4 * Philox.BLOCK];
        long[] words = new long[Philox.SCRATCH];
        float[] part = new float[Philox.BLOCK];
        return new VectorProbe(
                OPERATIONS_DRAWN * numbers.length,
                () -> VectorPhilox.fill(numbers, 0, 1, numbers.length, 1, 1, words, part));
    }

    private static List<VectorProbe> conditions() {
        int n = 16 * VectorWidth.LANES + 1;
        float[] x = new float[n];
        float[] y = new float[n];
        return List.of(
                condition(n, () -> VectorConditions.lt(x, x, y, n)),
                condition(n, () -> VectorConditions.lt(x, 0f, y, n)),
                condition(n, () -> VectorConditions.lt(0f, x, y, n)),
                condition(n, () -> VectorConditions.select(x, x, x, y, n)),
                condition(n, () -> VectorConditions.select(x, x, 0f, y, n)),
                condition(n, () -> VectorConditions.select(x, 0f, x, y, n)),
                condition(n, () -> VectorConditions.select(x, 0f, 1f, y, n)));
    }

    private static VectorProbe condition(int count, Runnable call) {
        return new VectorProbe(OPERATIONS_COPIED * count, call);
    }

    /** Whole vectors and one value more: what was never taken is not compiled, and taken later it has all compiled anew. */
    private static VectorProbe elementary(BiConsumer<float[], float[]> function) {
        float[] x = new float[VECTORS * VectorWidth.LANES + 1];
        float[] y = new float[x.length];
        return new VectorProbe(OPERATIONS_OF_VECTOR * VECTORS, () -> function.accept(x, y));
    }
}
