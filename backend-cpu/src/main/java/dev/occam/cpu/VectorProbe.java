package dev.occam.cpu;

import java.util.List;

/** One vector kernel on tiny data, and how fast it must be to count as compiled. */
final class VectorProbe {
    private static final int DEPTH = 16;
    private static final int ROW_DEPTH = 4;
    private static final int CALLS = 32;
    /** Compiled code does 30 to 150 GFLOP/s, code that is not 0.1 or less. */
    private static final double COMPILED_RATE = 5;

    private final Runnable call;
    private final double flops;

    private VectorProbe(double flops, Runnable call) {
        this.flops = flops;
        this.call = call;
    }

    /** The tiles of this machine, the most used first. */
    static List<VectorProbe> all() {
        int rows = Tiles.ROWS;
        int lanes = Tiles.LANES;
        float[] a = new float[rows * DEPTH];
        float[] b = new float[Tiles.WIDTH * DEPTH];
        float[] c = new float[rows * Tiles.WIDTH];
        float[] row = new float[9 * lanes * ROW_DEPTH];
        float[] panel = new float[DEPTH * Tiles.WIDTH];
        return List.of(
                tile(3 * lanes, a, b, c),
                tile(2 * lanes, a, b, c),
                tile(lanes, a, b, c),
                rowTile(3 * lanes, a, b, c),
                rowTile(2 * lanes, a, b, c),
                rowTile(lanes, a, b, c),
                new VectorProbe(DEPTH * Tiles.WIDTH, () -> PanelCopy.copy(DEPTH, Tiles.WIDTH, b, 0, lanes, panel, 0)),
                new VectorProbe(DEPTH * lanes, () -> PanelCopy.copy(DEPTH, lanes, b, 0, lanes, panel, 0)),
                new VectorProbe(
                        2.0 * ROW_DEPTH * 9 * lanes,
                        () -> RowProduct.multiplyRows(ROW_DEPTH, 9 * lanes, a, 0, 1, row, 0, 9 * lanes, c, 0)));
    }

    private static VectorProbe tile(int width, float[] a, float[] b, float[] c) {
        return new VectorProbe(4.0 * DEPTH * Tiles.ROWS * width, () -> {
            Tiles.multiply(width, DEPTH, a, 0, Tiles.ROWS, b, 0, width, c, 0, width, true);
            Tiles.multiply(width, DEPTH, a, 0, Tiles.ROWS, b, 0, width, c, 0, width, false);
        });
    }

    private static VectorProbe rowTile(int width, float[] a, float[] b, float[] c) {
        return new VectorProbe(4.0 * DEPTH * Tiles.ROWS * width, () -> {
            Tiles.multiplyRows(width, DEPTH, a, 0, DEPTH, b, 0, width, c, 0, width, true);
            Tiles.multiplyRows(width, DEPTH, a, 0, DEPTH, b, 0, width, c, 0, width, false);
        });
    }

    /** Runs the kernel a few times and says whether it kept up with compiled code. */
    boolean isFast() {
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return CALLS * flops / (System.nanoTime() - start) > COMPILED_RATE;
    }
}
