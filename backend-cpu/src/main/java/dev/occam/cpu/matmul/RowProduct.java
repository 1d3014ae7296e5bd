package dev.occam.cpu.matmul;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** One row of a product, c = a·B, without packing: B is read once, so a copy would cost more than the product. */
public final class RowProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private RowProduct() {}

    /** Columns of B lie next to each other: vectors along the columns. */
    public static void multiplyRows(
            int depth, int columns, float[] a, int ao, int aStep, float[] b, int bo, int bStep, float[] c, int co) {
        int j = 0;
        for (; j + 8 * L <= columns; j += 8 * L) {
            eight(depth, a, ao, aStep, b, bo + j, bStep, c, co + j);
        }
        for (; j + L <= columns; j += L) {
            one(depth, a, ao, aStep, b, bo + j, bStep, c, co + j);
        }
        ScalarRowProduct.multiply(depth, columns - j, a, ao, aStep, b, bo + j, 1, bStep, c, co + j);
    }

    private static void eight(
            int depth, float[] a, int ao, int aStep, float[] b, int bo, int bStep, float[] c, int co) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S);
        FloatVector c3 = FloatVector.zero(S);
        FloatVector c4 = FloatVector.zero(S);
        FloatVector c5 = FloatVector.zero(S);
        FloatVector c6 = FloatVector.zero(S);
        FloatVector c7 = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            FloatVector x = FloatVector.broadcast(S, a[ao]);
            c0 = x.fma(FloatVector.fromArray(S, b, bo), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, bo + L), c1);
            c2 = x.fma(FloatVector.fromArray(S, b, bo + 2 * L), c2);
            c3 = x.fma(FloatVector.fromArray(S, b, bo + 3 * L), c3);
            c4 = x.fma(FloatVector.fromArray(S, b, bo + 4 * L), c4);
            c5 = x.fma(FloatVector.fromArray(S, b, bo + 5 * L), c5);
            c6 = x.fma(FloatVector.fromArray(S, b, bo + 6 * L), c6);
            c7 = x.fma(FloatVector.fromArray(S, b, bo + 7 * L), c7);
            ao += aStep;
            bo += bStep;
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + L);
        c2.intoArray(c, co + 2 * L);
        c3.intoArray(c, co + 3 * L);
        c4.intoArray(c, co + 4 * L);
        c5.intoArray(c, co + 5 * L);
        c6.intoArray(c, co + 6 * L);
        c7.intoArray(c, co + 7 * L);
    }

    private static void one(int depth, float[] a, int ao, int aStep, float[] b, int bo, int bStep, float[] c, int co) {
        FloatVector sum = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            sum = FloatVector.broadcast(S, a[ao]).fma(FloatVector.fromArray(S, b, bo), sum);
            ao += aStep;
            bo += bStep;
        }
        sum.intoArray(c, co);
    }
}
