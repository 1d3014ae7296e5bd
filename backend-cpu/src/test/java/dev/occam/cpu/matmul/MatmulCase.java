package dev.occam.cpu.matmul;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** A random product whose operands lie in NaN, so that reading or leaking anything else shows. */
final class MatmulCase {
    final int m;
    final int k;
    final int n;
    final Strided left;
    final Strided right;

    private MatmulCase(int m, int k, int n, Strided left, Strided right) {
        this.m = m;
        this.k = k;
        this.n = n;
        this.left = left;
        this.right = right;
    }

    static MatmulCase of(int m, int k, int n, Layout left, Layout right, Random random) {
        return new MatmulCase(m, k, n, view(m, k, left, random), view(n, k, right, random));
    }

    private static Strided view(int outer, int depth, Layout layout, Random random) {
        int spare = random.nextInt(3);
        int offset = random.nextInt(5);
        int outerStride = layout.outerStride(depth, spare);
        int depthStride = layout.depthStride(outer, spare);
        int start = offset + outer * Math.max(0, -outerStride);
        int end = start + outer * Math.max(0, outerStride) + depth * depthStride + 1;
        float[] data = new float[end];
        Arrays.fill(data, Float.NaN);
        Strided view = new Strided(data, start, outerStride, depthStride);
        for (int i = 0; i < outer; i++) {
            for (int p = 0; p < depth; p++) {
                data[view.index(i, p)] = (float) random.nextGaussian();
            }
        }
        return view;
    }

    /** How the outer index (row of A, column of B) and k lie in memory. */
    enum Layout {
        DEPTH_CONTIGUOUS,
        OUTER_CONTIGUOUS,
        BOTH_STRIDED,
        OUTER_REPEATED,
        DEPTH_REPEATED,
        OUTER_REVERSED;

        private int outerStride(int depth, int spare) {
            return switch (this) {
                case DEPTH_CONTIGUOUS -> depth + spare;
                case OUTER_CONTIGUOUS -> 1;
                case BOTH_STRIDED -> 2;
                case OUTER_REPEATED -> 0;
                case DEPTH_REPEATED -> 1 + spare;
                case OUTER_REVERSED -> -depth - spare;
            };
        }

        private int depthStride(int outer, int spare) {
            return switch (this) {
                case DEPTH_CONTIGUOUS, OUTER_REPEATED, OUTER_REVERSED -> 1;
                case OUTER_CONTIGUOUS -> outer + spare;
                case BOTH_STRIDED -> 2 * outer + 1;
                case DEPTH_REPEATED -> 0;
            };
        }
    }

    /** Written row by row, without an epilogue. */
    Product into(float[] c) {
        return into(c, 0, n, Finish.NOTHING);
    }

    Product into(float[] c, int offset, int rowStride, Finish finish) {
        return new Product(m, k, n, left, right, Optional.of(new Output(c, offset, rowStride)), finish);
    }

    /** Seen by {@code finish} only. */
    Product into(Finish finish) {
        return new Product(m, k, n, left, right, Optional.empty(), finish);
    }

    /** The chain that every path must reproduce to the bit. */
    float chain(int i, int j) {
        float sum = 0;
        for (int p = 0; p < k; p++) {
            sum = Math.fma(left.data()[left.index(i, p)], right.data()[right.index(j, p)], sum);
        }
        return sum;
    }

    double exact(int i, int j) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
            sum += (double) left.data()[left.index(i, p)] * right.data()[right.index(j, p)];
        }
        return sum;
    }

    @Override
    public String toString() {
        return m + "x" + k + "x" + n + " " + describe(left) + " " + describe(right);
    }

    private static String describe(Strided view) {
        return view.offset() + "+" + view.outerStride() + "," + view.depthStride();
    }
}
