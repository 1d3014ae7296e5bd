package dev.occam.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Register tile of 8 rows by 3 vectors: C (+)= A·B, one fma for each element and step of k, in the order of k. */
final class Tile8x3 {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private Tile8x3() {}

    /**
     * A is read at {@code a[ao + k*aStep + 0..7]}, B at {@code b[bo + k*bStep + 0..]}, C at {@code c[co + row*cRow + 0..]}.
     *
     * @param first whether the sums start from zero; otherwise they go on from C
     */
    static void multiply(
            int depth, float[] a, int ao, int aStep, float[] b, int bo, int bStep, float[] c, int co, int cRow, boolean first) {
        // Each accumulator has a zero of its own: one that is shared by several is boxed by the compiler.
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
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bo + 2 * L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            FloatVector a4 = FloatVector.broadcast(S, a[ao + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            FloatVector a5 = FloatVector.broadcast(S, a[ao + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            FloatVector a6 = FloatVector.broadcast(S, a[ao + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            FloatVector a7 = FloatVector.broadcast(S, a[ao + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            c72 = a7.fma(b2, c72);
            ao += aStep;
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
