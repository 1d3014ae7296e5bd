package dev.occam.cpu.matmul;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tile of 4 rows by 1 vector with A read along its rows, which may lie anywhere:
 * C (+)= A·B, one fma for each element and k, k ascending.
 */
final class RowTile4x1 {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private RowTile4x1() {}

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
        FloatVector c10 = FloatVector.zero(S);
        FloatVector c20 = FloatVector.zero(S);
        FloatVector c30 = FloatVector.zero(S);
        if (!first) {
            c00 = FloatVector.fromArray(S, c, co);
            c10 = FloatVector.fromArray(S, c, co + cRow);
            c20 = FloatVector.fromArray(S, c, co + 2 * cRow);
            c30 = FloatVector.fromArray(S, c, co + 3 * cRow);
        }
        int a0 = ao + rows[row];
        int a1 = ao + rows[row + 1];
        int a2 = ao + rows[row + 2];
        int a3 = ao + rows[row + 3];
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo);
            FloatVector x0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + k]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + k]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + k]);
            c30 = x3.fma(b0, c30);
            bo += bStep;
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + cRow);
        c20.intoArray(c, co + 2 * cRow);
        c30.intoArray(c, co + 3 * cRow);
    }
}
