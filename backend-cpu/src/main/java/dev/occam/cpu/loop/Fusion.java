package dev.occam.cpu.loop;

import dev.occam.cpu.kernel.WarmUp;
import java.util.Arrays;

/**
 * A fused loop that is used once the compiler has finished with it; until then its operations run one after another. Both
 * give the same bits.
 */
public final class Fusion {
    /** After so many operations on values a program is worth a class of its own. */
    private static final long WORTHWHILE = 500_000_000;

    /** Compiled loops take less for each operation on a value. */
    private static final double NANOS_COMPILED = 0.3;

    private static final int OPERATIONS_OF_ELEMENTARY = 8;

    /** Short calls, and many of them, make the compiler begin soonest. */
    private static final int CALLS = 32;

    private static final int CALL_LENGTH = 256;

    private final LoopBody body;
    private final Lanes lanes;
    private final int[] offsets;
    private FusedLoop loop;
    private volatile boolean ready;
    private long values;

    public Fusion(LoopBody body, Lanes lanes) {
        this.body = body;
        this.lanes = lanes;
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
        if (count > 0 && values * body.operations().size() < WORTHWHILE) {
            values += count;
            if (values * body.operations().size() >= WORTHWHILE) {
                FusionWarmUp.request(this);
            }
        }
        return false;
    }

    /** Makes the loop and uses it from now on, compiled or not; for tests. */
    public void useAtOnce() {
        loop = LoopClass.load(body, lanes);
        ready = true;
    }

    /** Runs over arrays from their first place on, which must be as long as whole vectors. */
    public void run(float[][] arrays, int count) {
        loop.run(arrays, arrays, offsets, 0, (count + lanes.count() - 1) / lanes.count() * lanes.count());
    }

    public FusedLoop loop() {
        return loop;
    }

    /** Makes the loop, and runs it on data of no meaning until it is fast or patience ends. */
    void warmUp() {
        loop = LoopClass.load(body, lanes);
        float[][] scratch = new float[offsets.length][CALL_LENGTH];
        for (float[] array : scratch) {
            Arrays.fill(array, 1);
        }
        double enough =
                CALLS * CALL_LENGTH * NANOS_COMPILED * (4 + body.inputs().size() + cost());
        ready = WarmUp.untilFast(() -> {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                run(scratch, CALL_LENGTH);
            }
            return System.nanoTime() - start < enough;
        });
    }

    private int cost() {
        return body.operations().stream()
                .mapToInt(operation -> switch (operation.function()) {
                    case EXP, LOG, TANH -> OPERATIONS_OF_ELEMENTARY;
                    case NEG, ABS, SQRT, FLOOR, ADD, SUB, MUL, DIV, MIN, MAX, LT, SELECT -> 1;
                })
                .sum();
    }
}
