package dev.occam.cpu.matmul;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Register tile of 4 rows by 3 vectors: C (+)= A·B, one fma for each element and k, k ascending. */
final class Tile4x3 {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private Tile4x3() {}

    /**
     * A is at {@code a[ao + k*aStep + row]}, B at {@code b[bo + k*bStep + column]},
     * C at {@code c[co + row*cRow + column]}.
     *
     * @param first whether the sums start from zero; otherwise they go on from C
     */
    static void multiply(
            int depth,
            float[] a,
            int ao,
            int aStep,
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
        }
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bo + 2 * L);
            FloatVector x0 = FloatVector.broadcast(S, a[ao]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[ao + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[ao + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[ao + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
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
    }
}
