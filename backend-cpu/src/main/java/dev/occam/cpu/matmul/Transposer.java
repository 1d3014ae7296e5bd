package dev.occam.cpu.matmul;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes square blocks of as many rows as a vector has lanes, after Eklundh, "A Fast Computer Method for Matrix
 * Transposing" (1972): each stage swaps one bit of the row with the same bit of the lane, for all blocks.
 *
 * <p>Two stages at a time: one alone is bound by its loads and stores, and C2 does not compile all of them as one method.
 */
public final class Transposer {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int STAGES = Integer.numberOfTrailingZeros(L);
    private static final VectorShuffle<?>[] SWAPS = new VectorShuffle<?>[STAGES];
    private static final VectorMask<?>[] HIGH = new VectorMask<?>[STAGES];

    static {
        for (int stage = 0; stage < STAGES; stage++) {
            int bit = 1 << stage;
            boolean[] high = new boolean[L];
            for (int lane = 0; lane < L; lane++) {
                high[lane] = (lane & bit) != 0;
            }
            SWAPS[stage] = VectorShuffle.fromOp(S, lane -> lane ^ bit);
            HIGH[stage] = VectorMask.fromArray(S, high, 0);
        }
    }

    private Transposer() {}

    /** Whether vectors are long enough for this to be worth its stages. */
    public static boolean isWorthwhile() {
        return L >= 8;
    }

    /**
     * Element (row, k) at {@code from[offset + row*rowStep + k]} goes to {@code to[target + k*toStep + row]}, for a vector
     * of rows and at least as many k.
     */
    public static void transpose(int depth, float[] from, int offset, int rowStep, float[] to, int target, int toStep) {
        int blocks = depth / L;
        transposeBlocks(blocks, from, offset, rowStep, to, target, toStep);
        if (blocks * L < depth) {
            int last = depth - L;
            transposeBlocks(1, from, offset + last, rowStep, to, target + last * toStep, toStep);
        }
    }

    private static void transposeBlocks(
            int blocks, float[] from, int offset, int rowStep, float[] to, int target, int toStep) {
        swapTwo(0, blocks, from, offset, rowStep, L, to, target, toStep);
        int stage = 2;
        for (; stage + 1 < STAGES; stage += 2) {
            swapTwo(stage, blocks, to, target, toStep, L * toStep, to, target, toStep);
        }
        if (stage < STAGES) {
            swapOne(stage, blocks, to, target, toStep);
        }
    }

    private static void swapTwo(
            int stage, int blocks, float[] from, int fo, int fRow, int fBlock, float[] to, int o, int toRow) {
        VectorShuffle<Float> near = swap(stage);
        VectorMask<Float> nearHigh = high(stage);
        VectorShuffle<Float> far = swap(stage + 1);
        VectorMask<Float> farHigh = high(stage + 1);
        int bit = 1 << stage;
        int fStep = bit * fRow;
        int toStep = bit * toRow;
        for (int four = 0; four < L / 4; four++) {
            int row = four + 3 * (four & -bit);
            int f = fo + row * fRow;
            int t = o + row * toRow;
            for (int block = 0; block < blocks; block++) {
                FloatVector x = FloatVector.fromArray(S, from, f);
                FloatVector y = FloatVector.fromArray(S, from, f + fStep);
                FloatVector z = FloatVector.fromArray(S, from, f + 2 * fStep);
                FloatVector w = FloatVector.fromArray(S, from, f + 3 * fStep);
                FloatVector xy = x.blend(y.rearrange(near), nearHigh);
                FloatVector yx = x.rearrange(near).blend(y, nearHigh);
                FloatVector zw = z.blend(w.rearrange(near), nearHigh);
                FloatVector wz = z.rearrange(near).blend(w, nearHigh);
                xy.blend(zw.rearrange(far), farHigh).intoArray(to, t);
                yx.blend(wz.rearrange(far), farHigh).intoArray(to, t + toStep);
                xy.rearrange(far).blend(zw, farHigh).intoArray(to, t + 2 * toStep);
                yx.rearrange(far).blend(wz, farHigh).intoArray(to, t + 3 * toStep);
                f += fBlock;
                t += L * toRow;
            }
        }
    }

    /** The last stage, in place, where their number is odd. */
    private static void swapOne(int stage, int blocks, float[] values, int offset, int rowStep) {
        VectorShuffle<Float> swap = swap(stage);
        VectorMask<Float> high = high(stage);
        int half = L / 2 * rowStep;
        for (int row = 0; row < L / 2; row++) {
            int at = offset + row * rowStep;
            for (int block = 0; block < blocks; block++) {
                FloatVector x = FloatVector.fromArray(S, values, at);
                FloatVector y = FloatVector.fromArray(S, values, at + half);
                x.blend(y.rearrange(swap), high).intoArray(values, at);
                x.rearrange(swap).blend(y, high).intoArray(values, at + half);
                at += L * rowStep;
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static VectorShuffle<Float> swap(int stage) {
        return (VectorShuffle<Float>) SWAPS[stage];
    }

    @SuppressWarnings("unchecked")
    private static VectorMask<Float> high(int stage) {
        return (VectorMask<Float>) HIGH[stage];
    }
}
