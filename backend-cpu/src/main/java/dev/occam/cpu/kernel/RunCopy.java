package dev.occam.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies many short runs, a vector at a time: for some dozens of values a call of the library costs more than the copy. */
public final class RunCopy {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private RunCopy() {}

    /** Copies {@code count} runs of {@code length} values that start this far apart. */
    public static void copy(
            int count, int length, float[] from, int offset, int step, float[] to, int target, int toStep) {
        if (length < L) {
            copyShort(count, length, from, offset, step, to, target, toStep);
            return;
        }
        for (int run = 0; run < count; run++) {
            copy(length, from, offset + run * step, to, target + run * toStep);
        }
    }

    /** Copies one run of at least a vector; the last vector may overlap the one before. */
    public static void copy(int length, float[] from, int offset, float[] to, int target) {
        int j = 0;
        for (; j + L <= length; j += L) {
            FloatVector.fromArray(S, from, offset + j).intoArray(to, target + j);
        }
        if (j < length) {
            FloatVector.fromArray(S, from, offset + length - L).intoArray(to, target + length - L);
        }
    }

    private static void copyShort(
            int count, int length, float[] from, int offset, int step, float[] to, int target, int toStep) {
        for (int run = 0; run < count; run++) {
            int source = offset + run * step;
            int at = target + run * toStep;
            for (int j = 0; j < length; j++) {
                to[at + j] = from[source + j];
            }
        }
    }
}
