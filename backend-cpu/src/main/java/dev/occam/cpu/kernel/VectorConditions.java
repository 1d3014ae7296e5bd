package dev.occam.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Comparison and choice with vectors, as {@link Conditions} hands them over; values that fill no vector one by one. */
public final class VectorConditions {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private VectorConditions() {}

    public static void lt(float[] a, float[] b, float[] r, int count) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector zero = FloatVector.broadcast(S, 0f);
        int i = 0;
        for (; i + L <= count; i += L) {
            zero.blend(one, FloatVector.fromArray(S, a, i).lt(FloatVector.fromArray(S, b, i)))
                    .intoArray(r, i);
        }
        for (; i < count; i++) {
            r[i] = a[i] < b[i] ? 1 : 0;
        }
    }

    public static void lt(float[] a, float b, float[] r, int count) {
        FloatVector second = FloatVector.broadcast(S, b);
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector zero = FloatVector.broadcast(S, 0f);
        int i = 0;
        for (; i + L <= count; i += L) {
            zero.blend(one, FloatVector.fromArray(S, a, i).lt(second)).intoArray(r, i);
        }
        for (; i < count; i++) {
            r[i] = a[i] < b ? 1 : 0;
        }
    }

    public static void lt(float a, float[] b, float[] r, int count) {
        FloatVector first = FloatVector.broadcast(S, a);
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector zero = FloatVector.broadcast(S, 0f);
        int i = 0;
        for (; i + L <= count; i += L) {
            zero.blend(one, first.lt(FloatVector.fromArray(S, b, i))).intoArray(r, i);
        }
        for (; i < count; i++) {
            r[i] = a < b[i] ? 1 : 0;
        }
    }

    public static void select(float[] a, float[] b, float[] c, float[] r, int count) {
        int i = 0;
        for (; i + L <= count; i += L) {
            FloatVector condition = FloatVector.fromArray(S, a, i);
            FloatVector.fromArray(S, c, i)
                    .blend(FloatVector.fromArray(S, b, i), condition.compare(VectorOperators.NE, 0f))
                    .intoArray(r, i);
        }
        for (; i < count; i++) {
            r[i] = a[i] != 0 ? b[i] : c[i];
        }
    }

    public static void select(float[] a, float[] b, float c, float[] r, int count) {
        FloatVector no = FloatVector.broadcast(S, c);
        int i = 0;
        for (; i + L <= count; i += L) {
            FloatVector condition = FloatVector.fromArray(S, a, i);
            no.blend(FloatVector.fromArray(S, b, i), condition.compare(VectorOperators.NE, 0f))
                    .intoArray(r, i);
        }
        for (; i < count; i++) {
            r[i] = a[i] != 0 ? b[i] : c;
        }
    }

    public static void select(float[] a, float b, float[] c, float[] r, int count) {
        FloatVector yes = FloatVector.broadcast(S, b);
        int i = 0;
        for (; i + L <= count; i += L) {
            FloatVector condition = FloatVector.fromArray(S, a, i);
            FloatVector.fromArray(S, c, i)
                    .blend(yes, condition.compare(VectorOperators.NE, 0f))
                    .intoArray(r, i);
        }
        for (; i < count; i++) {
            r[i] = a[i] != 0 ? b : c[i];
        }
    }

    public static void select(float[] a, float b, float c, float[] r, int count) {
        FloatVector yes = FloatVector.broadcast(S, b);
        FloatVector no = FloatVector.broadcast(S, c);
        int i = 0;
        for (; i + L <= count; i += L) {
            FloatVector condition = FloatVector.fromArray(S, a, i);
            no.blend(yes, condition.compare(VectorOperators.NE, 0f)).intoArray(r, i);
        }
        for (; i < count; i++) {
            r[i] = a[i] != 0 ? b : c;
        }
    }
}
