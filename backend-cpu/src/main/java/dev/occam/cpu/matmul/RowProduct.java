package dev.occam.cpu.matmul;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One row of a product, c = a·B, without packing: B is read once, so a copy would cost more than the product.
 *
 * <p>Eight rows of B at a time, each from end to end as the memory likes it; c stays in L1 between them.
 */
public final class RowProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int ROWS = 8;

    private RowProduct() {}

    /** Columns of B lie next to each other: vectors along the columns. */
    public static void multiplyRows(
            int depth, int columns, float[] a, int ao, int aStep, float[] b, int bo, int bStep, float[] c, int co) {
        int inVectors = columns / L * L;
        Arrays.fill(c, co, co + inVectors, 0f);
        int k = 0;
        for (; k + ROWS <= depth; k += ROWS) {
            eight(inVectors, a, ao + k * aStep, aStep, b, bo + k * bStep, bStep, c, co);
        }
        for (; k < depth; k++) {
            one(inVectors, a[ao + k * aStep], b, bo + k * bStep, c, co);
        }
        int rest = columns - inVectors;
        ScalarRowProduct.multiply(depth, rest, a, ao, aStep, b, bo + inVectors, 1, bStep, c, co + inVectors);
    }

    private static void eight(
            int columns, float[] a, int ao, int aStep, float[] b, int b0, int bStep, float[] c, int co) {
        FloatVector a0 = FloatVector.broadcast(S, a[ao]);
        FloatVector a1 = FloatVector.broadcast(S, a[ao + aStep]);
        FloatVector a2 = FloatVector.broadcast(S, a[ao + 2 * aStep]);
        FloatVector a3 = FloatVector.broadcast(S, a[ao + 3 * aStep]);
        FloatVector a4 = FloatVector.broadcast(S, a[ao + 4 * aStep]);
        FloatVector a5 = FloatVector.broadcast(S, a[ao + 5 * aStep]);
        FloatVector a6 = FloatVector.broadcast(S, a[ao + 6 * aStep]);
        FloatVector a7 = FloatVector.broadcast(S, a[ao + 7 * aStep]);
        int b1 = b0 + bStep;
        int b2 = b1 + bStep;
        int b3 = b2 + bStep;
        int b4 = b3 + bStep;
        int b5 = b4 + bStep;
        int b6 = b5 + bStep;
        int b7 = b6 + bStep;
        for (int j = 0; j < columns; j += L) {
            FloatVector sum = FloatVector.fromArray(S, c, co + j);
            sum = a0.fma(FloatVector.fromArray(S, b, b0 + j), sum);
            sum = a1.fma(FloatVector.fromArray(S, b, b1 + j), sum);
            sum = a2.fma(FloatVector.fromArray(S, b, b2 + j), sum);
            sum = a3.fma(FloatVector.fromArray(S, b, b3 + j), sum);
            sum = a4.fma(FloatVector.fromArray(S, b, b4 + j), sum);
            sum = a5.fma(FloatVector.fromArray(S, b, b5 + j), sum);
            sum = a6.fma(FloatVector.fromArray(S, b, b6 + j), sum);
            sum = a7.fma(FloatVector.fromArray(S, b, b7 + j), sum);
            sum.intoArray(c, co + j);
        }
    }

    private static void one(int columns, float a, float[] b, int bo, float[] c, int co) {
        FloatVector spread = FloatVector.broadcast(S, a);
        for (int j = 0; j < columns; j += L) {
            FloatVector sum = FloatVector.fromArray(S, c, co + j);
            spread.fma(FloatVector.fromArray(S, b, bo + j), sum).intoArray(c, co + j);
        }
    }
}
