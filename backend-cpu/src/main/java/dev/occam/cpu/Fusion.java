package dev.occam.cpu;

import java.util.Arrays;

/**
 * A fused loop that is used once the compiler has finished with it; until then its operations run one after another. Both
 * give the same bits.
 */
final class Fusion {
    /** After so many values a program is worth a class of its own. */
    private static final long WORTHWHILE = 200_000;

    private final LoopBody body;
    private final int arrays;
    private FusedLoop loop;
    private volatile boolean ready;
    private long values;

    Fusion(LoopBody body) {
        this.body = body;
        int most = 0;
        for (int array : body.inputs().values()) {
            most = Math.max(most, array);
        }
        for (LoopBody.Output output : body.outputs()) {
            most = Math.max(most, output.array());
        }
        for (int single : body.singles().values()) {
            most = Math.max(most, single);
        }
        this.arrays = most + 1;
    }

    /** Whether the loop may be used; one thread says each time how many values it wants, others say 0. */
    boolean ready(int count) {
        if (ready) {
            return true;
        }
        if (count > 0 && values < WORTHWHILE) {
            values += count;
            if (values >= WORTHWHILE) {
                FusionWarmUp.request(this);
            }
        }
        return false;
    }

    /** Makes the loop and uses it from now on, compiled or not; for tests. */
    void useAtOnce() {
        loop = LoopClass.load(body);
        ready = true;
    }

    FusedLoop loop() {
        return loop;
    }

    /** Makes the loop, and runs it on data of no meaning until it is fast or patience ends. */
    void warmUp(long patienceNanos) {
        loop = LoopClass.load(body);
        float[][] scratch = new float[arrays][Block.LENGTH + 16];
        for (float[] array : scratch) {
            Arrays.fill(array, 1);
        }
        long enough = (long) (Block.LENGTH
                * 0.2
                * (4 + body.inputs().size() + body.operations().size()));
        long end = System.nanoTime() + patienceNanos;
        while (System.nanoTime() - end < 0) {
            long start = System.nanoTime();
            loop.run(scratch, scratch, 0, Block.LENGTH);
            if (System.nanoTime() - start < enough) {
                ready = true;
                return;
            }
        }
    }
}
