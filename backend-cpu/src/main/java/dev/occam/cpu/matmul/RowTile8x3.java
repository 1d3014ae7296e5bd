package dev.occam.cpu.matmul;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tile of 8 rows by 3 vectors with A read along its rows, which may lie anywhere:
 * C (+)= A·B, one fma for each element and k, k ascending.
 */
final class RowTile8x3 {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private RowTile8x3() {}

    /**
     * Row i of A is at {@code a[ao + rows[row + i] + k]}, B at {@code b[bo + k*bStep + column]},
     * C at {@code c[co + row*cRow + column]}.
     *
     * @param first whether the sums start from zero; otherwise they go on from C
     */
    static void multiply(
            int depth,
            float[] a,
            int ao,
            int[] rows,
            int row,
            float[] b,
            int bo,
            int bStep,
            float[] c,
            int co,
            int cRow,
            boolean first) {
        // Each accumulator has a zero of its own: one that several share is boxed by the compiler.
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = FloatVector.zero(S);
        FloatVector c02 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c11 = FloatVector.zero(S);
        FloatVector c12 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c21 = FloatVector.zero(S);
        FloatVector c22 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c31 = FloatVector.zero(S);
        FloatVector c32 = FloatVector.zero(S);
        FloatVector c40 = FloatVector.zero(S);
        FloatVector c41 = FloatVector.zero(S);
        FloatVector c42 = FloatVector.zero(S);
        FloatVector c50 = FloatVector.zero(S);
        FloatVector c51 = FloatVector.zero(S);
        FloatVector c52 = FloatVector.zero(S);
        FloatVector c60 = FloatVector.zero(S);
        FloatVector c61 = FloatVector.zero(S);
        FloatVector c62 = FloatVector.zero(S);
        FloatVector c70 = FloatVector.zero(S);
        FloatVector c71 = FloatVector.zero(S);
        FloatVector c72 = FloatVector.zero(S);
        if (!first) {
            c00 = FloatVector.fromArray(S, c, co);
            c01 = FloatVector.fromArray(S, c, co + L);
            c02 = FloatVector.fromArray(S, c, co + 2 * L);
            c10 = FloatVector.fromArray(S, c, co + cRow);
            c11 = FloatVector.fromArray(S, c, co + cRow + L);
            c12 = FloatVector.fromArray(S, c, co + cRow + 2 * L);
            c20 = FloatVector.fromArray(S, c, co + 2 * cRow);
            c21 = FloatVector.fromArray(S, c, co + 2 * cRow + L);
            c22 = FloatVector.fromArray(S, c, co + 2 * cRow + 2 * L);
            c30 = FloatVector.fromArray(S, c, co + 3 * cRow);
            c31 = FloatVector.fromArray(S, c, co + 3 * cRow + L);
            c32 = FloatVector.fromArray(S, c, co + 3 * cRow + 2 * L);
            c40 = FloatVector.fromArray(S, c, co + 4 * cRow);
            c41 = FloatVector.fromArray(S, c, co + 4 * cRow + L);
            c42 = FloatVector.fromArray(S, c, co + 4 * cRow + 2 * L);
            c50 = FloatVector.fromArray(S, c, co + 5 * cRow);
            c51 = FloatVector.fromArray(S, c, co + 5 * cRow + L);
            c52 = FloatVector.fromArray(S, c, co + 5 * cRow + 2 * L);
            c60 = FloatVector.fromArray(S, c, co + 6 * cRow);
            c61 = FloatVector.fromArray(S, c, co + 6 * cRow + L);
            c62 = FloatVector.fromArray(S, c, co + 6 * cRow + 2 * L);
            c70 = FloatVector.fromArray(S, c, co + 7 * cRow);
            c71 = FloatVector.fromArray(S, c, co + 7 * cRow + L);
            c72 = FloatVector.fromArray(S, c, co + 7 * cRow + 2 * L);
        }
        int a0 = ao + rows[row];
        int a1 = ao + rows[row + 1];
        int a2 = ao + rows[row + 2];
        int a3 = ao + rows[row + 3];
        int a4 = ao + rows[row + 4];
        int a5 = ao + rows[row + 5];
        int a6 = ao + rows[row + 6];
        int a7 = ao + rows[row + 7];
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bo + 2 * L);
            FloatVector x0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + k]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + k]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + k]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + k]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + k]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            FloatVector x6 = FloatVector.broadcast(S, a[a6 + k]);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            c62 = x6.fma(b2, c62);
            FloatVector x7 = FloatVector.broadcast(S, a[a7 + k]);
            c70 = x7.fma(b0, c70);
            c71 = x7.fma(b1, c71);
            c72 = x7.fma(b2, c72);
            bo += bStep;
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c10.intoArray(c, co + cRow);
        c11.intoArray(c, co + cRow + L);
        c12.intoArray(c, co + cRow + 2 * L);
        c20.intoArray(c, co + 2 * cRow);
        c21.intoArray(c, co + 2 * cRow + L);
        c22.intoArray(c, co + 2 * cRow + 2 * L);
        c30.intoArray(c, co + 3 * cRow);
        c31.intoArray(c, co + 3 * cRow + L);
        c32.intoArray(c, co + 3 * cRow + 2 * L);
        c40.intoArray(c, co + 4 * cRow);
        c41.intoArray(c, co + 4 * cRow + L);
        c42.intoArray(c, co + 4 * cRow + 2 * L);
        c50.intoArray(c, co + 5 * cRow);
        c51.intoArray(c, co + 5 * cRow + L);
        c52.intoArray(c, co + 5 * cRow + 2 * L);
        c60.intoArray(c, co + 6 * cRow);
        c61.intoArray(c, co + 6 * cRow + L);
        c62.intoArray(c, co + 6 * cRow + 2 * L);
        c70.intoArray(c, co + 7 * cRow);
        c71.intoArray(c, co + 7 * cRow + L);
        c72.intoArray(c, co + 7 * cRow + 2 * L);
    }
}
