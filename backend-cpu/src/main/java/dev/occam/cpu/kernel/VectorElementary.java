package dev.occam.cpu.kernel;

import static dev.occam.cpu.kernel.ScalarElementary.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScalarElementary} on vectors, with the same bits. */
public final class VectorElementary {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    /** From here on all numbers are whole. */
    private static final float FLOOR_LIMIT = 0x1p23f;
    /** From here on tanh rounds to 1. */
    private static final float TANH_IS_ONE = 10f;

    private static final Pass[] TANH = {
        VectorElementary::tanhOfSmall, VectorElementary::tanhOfLarge, VectorElementary::tanhOfRest
    };

    private VectorElementary() {}

    private static FloatVector exp(FloatVector argument) {
        FloatVector x = argument.blend(EXP_HIGHEST, argument.compare(VectorOperators.GT, EXP_HIGHEST));
        x = x.blend(EXP_LOWEST, x.compare(VectorOperators.LT, EXP_LOWEST));
        FloatVector rounded = x.fma(constant(LOG2_E), constant(ROUNDER));
        IntVector exponent = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        FloatVector first = powerOfTwo(half);
        FloatVector second = powerOfTwo(exponent.sub(half));
        return expOfRest(x, rounded).mul(first).mul(second);
    }

    /** e to what x is more than the rounded multiple of ln 2. */
    private static FloatVector expOfRest(FloatVector x, FloatVector rounded) {
        FloatVector n = rounded.sub(ROUNDER);
        FloatVector r = n.fma(constant(-LN2_LOW), n.fma(constant(-LN2_HIGH), x));
        FloatVector p = constant(E4).fma(r, constant(E3));
        p = p.fma(r, constant(E2)).fma(r, constant(E1)).fma(r, constant(E0));
        return p.fma(r.mul(r), r).add(1f);
    }

    /**
     * The same bits as {@link #exp} for x from 0 to twice {@link #TANH_IS_ONE}, in so little code that tanh is not too much for
     * C2.
     */
    private static FloatVector expWithin(FloatVector x) {
        FloatVector rounded = x.fma(constant(LOG2_E), constant(ROUNDER));
        return expOfRest(x, rounded).mul(powerOfTwo(rounded.reinterpretAsInts().sub(ROUNDER_BITS)));
    }

    private static FloatVector powerOfTwo(IntVector exponent) {
        return exponent.add(BIAS).lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
    }

    private static FloatVector log(FloatVector x) {
        var subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        IntVector bits = x.blend(x.mul(0x1p23f), subnormal).reinterpretAsInts().sub(SQRT_HALF_BITS);
        IntVector whole = bits.lanewise(VectorOperators.ASHR, FRACTION_BITS);
        FloatVector shift = constant(0f).blend(23f, subnormal);
        FloatVector e =
                whole.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER).sub(shift);
        FloatVector f =
                bits.and(FRACTION).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1f);
        FloatVector square = f.mul(f);
        FloatVector p = constant(L8).fma(f, constant(L7)).fma(f, constant(L6));
        p = p.fma(f, constant(L5)).fma(f, constant(L4)).fma(f, constant(L3));
        p = p.fma(f, constant(L2)).fma(f, constant(L1)).fma(f, constant(L0));
        FloatVector tail = square.mul(f).fma(p, e.fma(constant(LN2_LOW), square.mul(-0.5f)));
        FloatVector y = e.fma(constant(LN2_HIGH), tail.add(f));
        y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
        return y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
    }

    /** Where |x| is below the split; elsewhere x itself. No value of tanh that is set here reaches the split. */
    private static FloatVector tanhOfSmall(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector p = constant(T4).fma(square, constant(T3)).fma(square, constant(T2));
        p = p.fma(square, constant(T1)).fma(square, constant(T0));
        FloatVector small = withSignOf(x, square.mul(x).fma(p, x)); // -0 comes out as 0.
        return x.blend(small, x.abs().compare(VectorOperators.LT, TANH_SPLIT));
    }

    /** Where |x| is not; a value below the split is one of tanh already. */
    private static FloatVector tanhOfLarge(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector most = magnitude.blend(TANH_IS_ONE, magnitude.compare(VectorOperators.GT, TANH_IS_ONE));
        FloatVector large =
                constant(1f).sub(constant(2f).div(expWithin(most.add(most)).add(1f)));
        return withSignOf(x, large).blend(x, magnitude.compare(VectorOperators.LT, TANH_SPLIT));
    }

    /** For a value that is not of the other sign. */
    private static FloatVector withSignOf(FloatVector x, FloatVector value) {
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        return value.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /** The sum with 2²³ of a magnitude below that rounds to an integer. */
    public static FloatVector floor(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector rounded = magnitude.add(FLOOR_LIMIT).sub(FLOOR_LIMIT);
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        FloatVector whole = rounded.reinterpretAsInts().or(sign).reinterpretAsFloats();
        FloatVector below = whole.blend(whole.sub(1f), whole.compare(VectorOperators.GT, x));
        return x.blend(below, magnitude.compare(VectorOperators.LT, FLOOR_LIMIT));
    }

    public static void exp(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i < S.loopBound(n); i += S.length()) {
            exp(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = ScalarElementary.exp(x[xo + i]);
        }
    }

    public static void log(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i < S.loopBound(n); i += S.length()) {
            log(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = ScalarElementary.log(x[xo + i]);
        }
    }

    /** One pass over an array after another: in one loop, tanh is more than C2 inlines, and then it boxes. */
    public static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        for (Pass pass : TANH) {
            pass.run(x, xo, y, yo, n);
        }
    }

    /** A loop that C2 compiles by itself: it does not inline what is called at a place where three classes are met. */
    private interface Pass {
        void run(float[] x, int xo, float[] y, int yo, int n);
    }

    private static void tanhOfSmall(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < S.loopBound(n); i += S.length()) {
            tanhOfSmall(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
    }

    /** Of what the first pass has left in y. */
    private static void tanhOfLarge(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < S.loopBound(n); i += S.length()) {
            tanhOfLarge(FloatVector.fromArray(S, y, yo + i)).intoArray(y, yo + i);
        }
    }

    private static void tanhOfRest(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = S.loopBound(n); i < n; i++) {
            y[yo + i] = ScalarElementary.tanh(x[xo + i]);
        }
    }

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(S, value);
    }
}
