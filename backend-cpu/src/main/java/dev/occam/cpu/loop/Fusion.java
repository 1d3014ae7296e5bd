package dev.occam.cpu.loop;

import dev.occam.cpu.kernel.WarmUp;
import dev.occam.cpu.thread.Background;
import java.util.Arrays;

/**
 * A fused loop that is used once the compiler has finished with it; until then its operations run one after another. Both
 * give the same bits.
 */
public final class Fusion {
    /**
     * After so many operations on values, loads and stores included, a program is worth a class of its own: one after
     * another they take about as long as the class takes to be made and compiled, a twentieth of a second.
     */
    private static final long WORTHWHILE = 100_000_000;

    /** Of a call that has the loop compiled. */
    private static final int CALL_LENGTH = 256;

    /** What beginning and ending such a call is worth, for each value. */
    private static final int OPERATIONS_OF_CALL = 4;

    /** Four arrays of this length fill a second-level cache. */
    private static final int LONG = 1 << 17;

    private static final int STREAMS = 4;

    /** Values in a page of memory. */
    private static final int PAGE = 1024;

    /** Keeps streams from being at the same place of their pages, where they would drive each other out of the cache. */
    private static final int STAGGER = PAGE / STREAMS;

    private static final Background WARM_UP = new Background("occam-cpu-fusion");

    private final LoopBody body;
    private final Lanes lanes;
    private final Path path;
    private final int cost;
    private final int[] offsets;
    private FusedLoop loop;
    private volatile boolean ready;
    private long operations;

    public Fusion(LoopBody body, Lanes lanes, Path path) {
        this.body = body;
        this.lanes = lanes;
        this.path = path;
        this.cost = body.cost();
        this.offsets = new int[Math.max(1, body.arrays())];
    }

    public Lanes lanes() {
        return lanes;
    }

    /** Whether the loop may be used; one thread says each time how many values it wants, others say 0. */
    public boolean ready(int count) {
        if (ready) {
            return true;
        }
        if (count > 0 && operations < WORTHWHILE) {
            operations += (long) count * cost;
            if (operations >= WORTHWHILE) {
                WARM_UP.execute(() -> warmUp(WarmUp.LOGGED));
            }
        }
        return false;
    }

    /** Whether neighbours are so many that they are worked on in streams. */
    public static boolean isLong(int count) {
        return count >= LONG;
    }

    /** Makes the loop and uses it from now on, compiled or not; for tests. */
    public void useAtOnce() {
        loop = LoopClass.load(body, lanes, path);
        ready = true;
    }

    /** Runs over arrays from their first place on, which must be as long as whole vectors. */
    public void run(float[][] arrays, int count) {
        int whole = (count + lanes.count() - 1) / lanes.count() * lanes.count();
        loop.run(arrays, arrays, offsets, offsets, whole, whole, 1);
    }

    /**
     * Runs over parts of arrays, in several streams where they are long: while the memory's prefetcher finds its way into
     * the next page of one, it reads ahead in the others.
     *
     * @param offsets where each array's part begins; changed
     * @param strides scratch
     * @param count of the part, a multiple of {@link Lanes#count}
     */
    public void run(float[][] arrays, float[][] singles, int[] offsets, int[] strides, int count) {
        int done = 0;
        if (isLong(count) && lanes == Lanes.VECTOR && path == Path.STRAIGHT) {
            int stride = (count / STREAMS - STAGGER) / PAGE * PAGE + STAGGER;
            Arrays.fill(strides, stride);
            loop.run(arrays, singles, offsets, strides, stride, lanes.tile(), STREAMS);
            done = STREAMS * stride;
            for (int array = 0; array < offsets.length; array++) {
                offsets[array] += done;
            }
        }
        loop.run(arrays, singles, offsets, strides, count - done, count - done, 1);
    }

    /**
     * Runs over so many runs of neighbours, with {@link Path#RUNS}.
     *
     * @param offsets where each array's first run begins
     * @param strides from one run to the next
     * @param count of a run, a multiple of {@link Lanes#count}
     */
    public void runAll(float[][] arrays, float[][] singles, int[] offsets, int[] strides, int count, int runs) {
        loop.run(arrays, singles, offsets, strides, count, count, runs);
    }

    /** Makes the loop, and runs it on data of no meaning until it is fast or patience ends. */
    void warmUp(WarmUp warmUp) {
        loop = LoopClass.load(body, lanes, path);
        float[][] scratch = new float[offsets.length][CALL_LENGTH];
        for (float[] array : scratch) {
            Arrays.fill(array, 1);
        }
        int[] strides = new int[offsets.length];
        Arrays.fill(strides, CALL_LENGTH / STREAMS);
        double operations = 2.0 * CALL_LENGTH * (OPERATIONS_OF_CALL + cost);
        ready = warmUp.untilCompiled(path.work(), operations, () -> {
            warmUp(scratch, strides, true);
            warmUp(scratch, strides, false);
        });
    }

    /** One stream, or several: what was never taken is not compiled. */
    private void warmUp(float[][] scratch, int[] strides, boolean several) {
        if (several && lanes == Lanes.VECTOR) {
            int count = CALL_LENGTH / STREAMS;
            int tile = path == Path.RUNS ? count : count / 2;
            loop.run(scratch, scratch, offsets, strides, count, tile, STREAMS);
        } else {
            run(scratch, CALL_LENGTH);
        }
    }
}
