package dev.occam.cpu.matmul;

import java.util.Arrays;

/** One row of a product, c = a·B, in plain Java: eight independent chains of fma keep the units busy. */
final class ScalarRowProduct {
    /** From this many columns on that lie next to each other, B is read row by row. */
    private static final int WIDE = 32;

    private ScalarRowProduct() {}

    /** Element (k, j) of B is {@code b[bo + j*bColumn + k*bStep]}, the result goes to {@code c[co + j]}. */
    static void multiply(
            int depth,
            int columns,
            float[] a,
            int ao,
            int aStep,
            float[] b,
            int bo,
            int bColumn,
            int bStep,
            float[] c,
            int co) {
        if (bColumn == 1 && columns >= WIDE) {
            Arrays.fill(c, co, co + columns, 0f);
            int k = 0;
            for (; k + 4 <= depth; k += 4) {
                addFour(columns, a, ao + k * aStep, aStep, b, bo + k * bStep, bStep, c, co);
            }
            for (; k < depth; k++) {
                add(columns, a[ao + k * aStep], b, bo + k * bStep, c, co);
            }
            return;
        }
        int j = 0;
        for (; j + 8 <= columns && aStep == 1 && bStep == 1; j += 8) {
            eightAlong(depth, a, ao, b, bo + j * bColumn, bColumn, c, co + j);
        }
        for (; j + 8 <= columns; j += 8) {
            eight(depth, a, ao, aStep, b, bo + j * bColumn, bColumn, bStep, c, co + j);
        }
        if (j < columns && columns >= 8) {
            // The last eight once more: one chain takes as long as eight.
            int last = columns - 8;
            eight(depth, a, ao, aStep, b, bo + last * bColumn, bColumn, bStep, c, co + last);
            return;
        }
        for (; j < columns; j++) {
            c[co + j] = one(depth, a, ao, aStep, b, bo + j * bColumn, bStep);
        }
    }

    /** The compiler makes vectors of this. */
    private static void add(int columns, float x, float[] b, int bo, float[] c, int co) {
        for (int j = 0; j < columns; j++) {
            c[co + j] = Math.fma(x, b[bo + j], c[co + j]);
        }
    }

    private static void addFour(
            int columns, float[] a, int ao, int aStep, float[] b, int b0, int bStep, float[] c, int co) {
        float x0 = a[ao];
        float x1 = a[ao + aStep];
        float x2 = a[ao + 2 * aStep];
        float x3 = a[ao + 3 * aStep];
        int b1 = b0 + bStep;
        int b2 = b1 + bStep;
        int b3 = b2 + bStep;
        for (int j = 0; j < columns; j++) {
            float sum = Math.fma(x0, b[b0 + j], c[co + j]);
            sum = Math.fma(x1, b[b1 + j], sum);
            sum = Math.fma(x2, b[b2 + j], sum);
            c[co + j] = Math.fma(x3, b[b3 + j], sum);
        }
    }

    private static void eight(
            int depth, float[] a, int ao, int aStep, float[] b, int b0, int bColumn, int bStep, float[] c, int co) {
        int b1 = b0 + bColumn;
        int b2 = b1 + bColumn;
        int b3 = b2 + bColumn;
        int b4 = b3 + bColumn;
        int b5 = b4 + bColumn;
        int b6 = b5 + bColumn;
        int b7 = b6 + bColumn;
        float c0 = 0;
        float c1 = 0;
        float c2 = 0;
        float c3 = 0;
        float c4 = 0;
        float c5 = 0;
        float c6 = 0;
        float c7 = 0;
        for (int k = 0, at = 0; k < depth; k++, at += bStep) {
            float x = a[ao];
            c0 = Math.fma(x, b[b0 + at], c0);
            c1 = Math.fma(x, b[b1 + at], c1);
            c2 = Math.fma(x, b[b2 + at], c2);
            c3 = Math.fma(x, b[b3 + at], c3);
            c4 = Math.fma(x, b[b4 + at], c4);
            c5 = Math.fma(x, b[b5 + at], c5);
            c6 = Math.fma(x, b[b6 + at], c6);
            c7 = Math.fma(x, b[b7 + at], c7);
            ao += aStep;
        }
        c[co] = c0;
        c[co + 1] = c1;
        c[co + 2] = c2;
        c[co + 3] = c3;
        c[co + 4] = c4;
        c[co + 5] = c5;
        c[co + 6] = c6;
        c[co + 7] = c7;
    }

    /** The same where all k lie next to each other: with one index the compiler drops the checks of bounds. */
    private static void eightAlong(int depth, float[] a, int ao, float[] b, int b0, int bColumn, float[] c, int co) {
        int b1 = b0 + bColumn;
        int b2 = b1 + bColumn;
        int b3 = b2 + bColumn;
        int b4 = b3 + bColumn;
        int b5 = b4 + bColumn;
        int b6 = b5 + bColumn;
        int b7 = b6 + bColumn;
        float c0 = 0;
        float c1 = 0;
        float c2 = 0;
        float c3 = 0;
        float c4 = 0;
        float c5 = 0;
        float c6 = 0;
        float c7 = 0;
        for (int k = 0; k < depth; k++) {
            float x = a[ao + k];
            c0 = Math.fma(x, b[b0 + k], c0);
            c1 = Math.fma(x, b[b1 + k], c1);
            c2 = Math.fma(x, b[b2 + k], c2);
            c3 = Math.fma(x, b[b3 + k], c3);
            c4 = Math.fma(x, b[b4 + k], c4);
            c5 = Math.fma(x, b[b5 + k], c5);
            c6 = Math.fma(x, b[b6 + k], c6);
            c7 = Math.fma(x, b[b7 + k], c7);
        }
        c[co] = c0;
        c[co + 1] = c1;
        c[co + 2] = c2;
        c[co + 3] = c3;
        c[co + 4] = c4;
        c[co + 5] = c5;
        c[co + 6] = c6;
        c[co + 7] = c7;
    }

    private static float one(int depth, float[] a, int ao, int aStep, float[] b, int bo, int bStep) {
        float sum = 0;
        for (int k = 0; k < depth; k++) {
            sum = Math.fma(a[ao], b[bo], sum);
            ao += aStep;
            bo += bStep;
        }
        return sum;
    }
}
