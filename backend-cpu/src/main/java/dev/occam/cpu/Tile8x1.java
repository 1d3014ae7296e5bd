package dev.occam.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Register tile of 8 rows by 1 vector: C (+)= A·B, one fma for each element and step of k, in the order of k. */
final class Tile8x1 {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private Tile8x1() {}

    /**
     * A is read at {@code a[ao + k*aStep + 0..7]}, B at {@code b[bo + k*bStep + 0..]}, C at {@code c[co + row*cRow + 0..]}.
     *
     * @param first whether the sums start from zero; otherwise they go on from C
     */
    static void multiply(
            int depth, float[] a, int ao, int aStep, float[] b, int bo, int bStep, float[] c, int co, int cRow, boolean first) {
        // Each accumulator has a zero of its own: one that is shared by several is boxed by the compiler.
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        FloatVector c40 = FloatVector.zero(S);
        FloatVector c50 = FloatVector.zero(S);
        FloatVector c60 = FloatVector.zero(S);
        FloatVector c70 = FloatVector.zero(S);
        if (!first) {
            c00 = FloatVector.fromArray(S, c, co);
            c10 = FloatVector.fromArray(S, c, co + cRow);
            c20 = FloatVector.fromArray(S, c, co + 2 * cRow);
            c30 = FloatVector.fromArray(S, c, co + 3 * cRow);
            c40 = FloatVector.fromArray(S, c, co + 4 * cRow);
            c50 = FloatVector.fromArray(S, c, co + 5 * cRow);
            c60 = FloatVector.fromArray(S, c, co + 6 * cRow);
            c70 = FloatVector.fromArray(S, c, co + 7 * cRow);
        }
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo);
            FloatVector a0 = FloatVector.broadcast(S, a[ao]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(S, a[ao + 4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(S, a[ao + 5]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(S, a[ao + 6]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(S, a[ao + 7]);
            c70 = a7.fma(b0, c70);
            ao += aStep;
            bo += bStep;
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + cRow);
        c20.intoArray(c, co + 2 * cRow);
        c30.intoArray(c, co + 3 * cRow);
        c40.intoArray(c, co + 4 * cRow);
        c50.intoArray(c, co + 5 * cRow);
        c60.intoArray(c, co + 6 * cRow);
        c70.intoArray(c, co + 7 * cRow);
    }
}
