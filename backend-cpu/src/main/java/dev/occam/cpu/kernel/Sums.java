package dev.occam.cpu.kernel;

import dev.occam.tensor.Reduction;

/** Reductions in a fixed order: eight interleaved partial results in double, combined as a tree. */
public final class Sums {
    private Sums() {}

    /** Of {@code count} neighbours. */
    public static double reduce(Reduction reduction, float[] values, int from, int count) {
        return switch (reduction) {
            case SUM -> sum(values, from, count);
            case MAX -> max(values, from, count);
        };
    }

    /** Of each of {@code lanes} interleaved sequences of {@code count / lanes} values. */
    public static void reduceLanes(
            Reduction reduction, float[] values, int lanes, int count, double[] results, int to) {
        if (lanes == 1) {
            results[to] = reduce(reduction, values, 0, count);
            return;
        }
        if (VectorKernels.SUMS.ready()) {
            switch (reduction) {
                case SUM -> VectorSums.interleaved(values, 0, count / lanes, lanes, results, to);
                case MAX -> VectorSums.interleavedMax(values, 0, count / lanes, lanes, results, to);
            }
            return;
        }
        for (int lane = 0; lane < lanes; lane++) {
            results[to + lane] = reduction.identity();
        }
        for (int at = 0; at < count; at += lanes) {
            switch (reduction) {
                case SUM -> addTo(results, to, values, at, lanes);
                case MAX -> maxTo(results, to, values, at, lanes);
            }
        }
    }

    private static void addTo(double[] results, int to, float[] values, int at, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            results[to + lane] += values[at + lane];
        }
    }

    private static void maxTo(double[] results, int to, float[] values, int at, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            results[to + lane] = Math.max(results[to + lane], values[at + lane]);
        }
    }

    private static double sum(float[] values, int from, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 8 <= count; i += 8) {
            s0 += values[from + i];
            s1 += values[from + i + 1];
            s2 += values[from + i + 2];
            s3 += values[from + i + 3];
            s4 += values[from + i + 4];
            s5 += values[from + i + 5];
            s6 += values[from + i + 6];
            s7 += values[from + i + 7];
        }
        double rest = 0;
        for (; i < count; i++) {
            rest += values[from + i];
        }
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + rest;
    }

    private static float max(float[] values, int from, int count) {
        float m0 = Float.NEGATIVE_INFINITY;
        float m1 = Float.NEGATIVE_INFINITY;
        float m2 = Float.NEGATIVE_INFINITY;
        float m3 = Float.NEGATIVE_INFINITY;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            m0 = Math.max(m0, values[from + i]);
            m1 = Math.max(m1, values[from + i + 1]);
            m2 = Math.max(m2, values[from + i + 2]);
            m3 = Math.max(m3, values[from + i + 3]);
        }
        for (; i < count; i++) {
            m0 = Math.max(m0, values[from + i]);
        }
        return Math.max(Math.max(m0, m1), Math.max(m2, m3));
    }
}
