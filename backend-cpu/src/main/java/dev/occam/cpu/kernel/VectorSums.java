package dev.occam.cpu.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link Sums} on vectors: each partial result is a lane, so that every sum keeps its order. */
public final class VectorSums {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> F =
            VectorSpecies.of(float.class, VectorShape.forBitSize(D.vectorBitSize() / 2));
    private static final int L = D.length();

    private VectorSums() {}

    /** {@code partials[p] = Σ values[from + p + i·step]} for i below count; there are as many partials as the step. */
    public static void interleaved(float[] values, int from, int count, int step, double[] partials, int to) {
        int p = 0;
        for (; p + L <= step; p += L) {
            DoubleVector sum = DoubleVector.zero(D);
            int at = from + p;
            for (int i = 0; i < count; i++) {
                sum = sum.add(FloatVector.fromArray(F, values, at).convertShape(VectorOperators.F2D, D, 0));
                at += step;
            }
            sum.intoArray(partials, to + p);
        }
        for (; p < step; p++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[from + p + i * step];
            }
            partials[to + p] = sum;
        }
    }

    /** The same for maxima. */
    public static void interleavedMax(float[] values, int from, int count, int step, double[] partials, int to) {
        int p = 0;
        for (; p + L <= step; p += L) {
            FloatVector max = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
            int at = from + p;
            for (int i = 0; i < count; i++) {
                max = max.max(FloatVector.fromArray(F, values, at));
                at += step;
            }
            ((DoubleVector) max.convertShape(VectorOperators.F2D, D, 0)).intoArray(partials, to + p);
        }
        for (; p < step; p++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                max = Math.max(max, values[from + p + i * step]);
            }
            partials[to + p] = max;
        }
    }
}
