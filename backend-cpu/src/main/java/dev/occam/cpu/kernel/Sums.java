package dev.occam.cpu.kernel;

import dev.occam.tensor.Reduction;

/**
 * Reductions in a fixed order: eight interleaved partial results in double, combined as a tree.
 *
 * <p>Plain code, although vectors are faster: to become doubles, floats would have to be in vectors half as long. C2 goes by
 * the classes that a method of FloatVector has met, and once it met two, loops of many operations are boxed from then on.
 */
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
        switch (reduction) {
            case SUM -> sumLanes(values, lanes, count, results, to);
            case MAX -> maxLanes(values, lanes, count, results, to);
        }
    }

    private static void sumLanes(float[] values, int lanes, int count, double[] results, int to) {
        int lane = 0;
        for (; lane + 8 <= lanes; lane += 8) {
            sumEight(values, lane, lanes, count, results, to + lane);
        }
        for (; lane < lanes; lane++) {
            double sum = 0;
            for (int at = lane; at < count; at += lanes) {
                sum += values[at];
            }
            results[to + lane] = sum;
        }
    }

    /** Eight neighbouring sequences, whose sums stay in registers. */
    private static void sumEight(float[] values, int from, int step, int count, double[] results, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int at = from; at < count; at += step) {
            s0 += values[at];
            s1 += values[at + 1];
            s2 += values[at + 2];
            s3 += values[at + 3];
            s4 += values[at + 4];
            s5 += values[at + 5];
            s6 += values[at + 6];
            s7 += values[at + 7];
        }
        results[to] = s0;
        results[to + 1] = s1;
        results[to + 2] = s2;
        results[to + 3] = s3;
        results[to + 4] = s4;
        results[to + 5] = s5;
        results[to + 6] = s6;
        results[to + 7] = s7;
    }

    private static void maxLanes(float[] values, int lanes, int count, double[] results, int to) {
        for (int lane = 0; lane < lanes; lane++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int at = lane; at < count; at += lanes) {
                max = Math.max(max, values[at]);
            }
            results[to + lane] = max;
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
