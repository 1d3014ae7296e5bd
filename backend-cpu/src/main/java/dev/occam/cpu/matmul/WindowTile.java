package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.WarmUp;
import dev.occam.cpu.thread.Background;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A register tile that is generated when it is first asked for, and used once the compiler has finished with it. */
final class WindowTile {
    private static final int DEPTH = 16;

    /** A tile of windows reaches over its rows times their distance; one of sums over its depth times its rows. */
    private static final int LARGEST = 16 * WindowTiles.MOST_DISTANCE;

    private static final Background WARM_UP = new Background("occam-cpu-tiles");

    private static volatile boolean atOnce;

    private final int rows;
    private final Supplier<Tile> generator;
    private final AtomicBoolean asked = new AtomicBoolean();
    private Tile[] generated = {};
    private volatile boolean ready;

    WindowTile(int rows, Supplier<Tile> generator) {
        this.rows = rows;
        this.generator = generator;
    }

    /** Has tiles used as soon as they are generated, compiled or not; for tests. */
    static void useAtOnce(boolean use) {
        atOnce = use;
    }

    int rows() {
        return rows;
    }

    /** Whether the tile may be used. Who asks wants it. */
    boolean ready() {
        if (ready) {
            return true;
        }
        if (asked.compareAndSet(false, true)) {
            if (atOnce) {
                generated = new Tile[] {generator.get()};
                ready = true;
                return true;
            }
            WARM_UP.execute(() -> warmUp(WarmUp.LOGGED));
        }
        return ready;
    }

    /** The tile, which is {@link #ready}. */
    Tile tile() {
        return generated[0];
    }

    void warmUp(WarmUp warmUp) {
        Tile tile = generator.get();
        generated = new Tile[] {tile};
        float[] a = new float[LARGEST];
        float[] c = new float[rows * Tiles.WIDTH];
        int[] table = new int[DEPTH];
        double operations = 4.0 * DEPTH * rows * Tiles.LANES;
        ready = warmUp.untilCompiled("some convolutions", operations, () -> {
            tile.multiply(DEPTH, a, 0, rows, table, 0, a, 0, Tiles.WIDTH, c, 0, Tiles.WIDTH, true);
            tile.multiply(DEPTH, a, 0, rows, table, 0, a, 0, Tiles.WIDTH, c, 0, Tiles.WIDTH, false);
        });
    }
}
