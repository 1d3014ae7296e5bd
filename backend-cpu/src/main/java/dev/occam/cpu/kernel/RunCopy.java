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
        if (length == 3 * L) {
            copyPanel(count, from, offset, step, to, target, toStep);
            return;
        }
        for (int run = 0; run < count; run++) {
            copy(length, from, offset + run * step, to, target + run * toStep);
        }
    }

    /** Runs of three vectors, as wide as the panels of a product. */
    private static void copyPanel(int count, float[] from, int offset, int step, float[] to, int target, int toStep) {
        int source = offset;
        int at = target;
        for (int run = 0; run < count; run++) {
            FloatVector first = load(from, source);
            FloatVector second = load(from, source + L);
            FloatVector third = load(from, source + 2 * L);
            first.intoArray(to, at);
            second.intoArray(to, at + L);
            third.intoArray(to, at + 2 * L);
            source += step;
            at += toStep;
        }
    }

    /** Copies one run of at least a vector; the last vector may overlap the one before. */
    public static void copy(int length, float[] from, int offset, float[] to, int target) {
        int j = 0;
        for (; j + L <= length; j += L) {
            load(from, offset + j).intoArray(to, target + j);
        }
        if (j < length) {
            load(from, offset + length - L).intoArray(to, target + length - L);
        }
    }

    /**
     * Java 17 forgets the class of a loaded vector, and stores it value by value where vectors of other lengths were stored as
     * well; it knows the class of what it computed, and twice the opposite is the same.
     */
    private static FloatVector load(float[] from, int offset) {
        return FloatVector.fromArray(S, from, offset).neg().neg();
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
