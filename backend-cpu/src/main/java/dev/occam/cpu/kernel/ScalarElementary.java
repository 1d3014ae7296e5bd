package dev.occam.cpu.kernel;

/**
 * exp, log and tanh in float arithmetic, step by step as {@link VectorElementary} does it, so that the bits agree.
 *
 * <p>Range reduction after Cody and Waite; polynomials are minimax fits of relative error below a fiftieth of an ulp.
 * Largest errors seen: exp .99 ulp, log .82, tanh 1.24; subnormal results of exp .74.
 * Special values are those of {@link Math}.
 */
final class ScalarElementary {
    static final float LOG2_E = 1.442695f;
    /** ln 2 in two parts; the first has 15 bits, so that its product with an exponent is exact. */
    static final float LN2_HIGH = 0.69314575f;

    static final float LN2_LOW = 1.4286068e-6f;
    /** 1.5 * 2^23: a sum with it rounds to an integer, which is then in the low bits. */
    static final float ROUNDER = 0x1.8p23f;

    static final int ROUNDER_BITS = 0x4b400000;
    static final int BIAS = 127;
    static final int FRACTION_BITS = 23;

    /** Beyond these the result is infinite or zero. */
    static final float EXP_HIGHEST = 89f;

    static final float EXP_LOWEST = -104f;
    /** e^r = 1 + r + r² P(r) for abs(r) up to ln(2)/2. */
    static final float E0 = 0.49999994f;

    static final float E1 = 0.1666652f;
    static final float E2 = 0.0416684f;
    static final float E3 = 0.008368851f;
    static final float E4 = 0.001381432f;

    static final int SQRT_HALF_BITS = 0x3f3504f3;
    static final int FRACTION = 0x007fffff;
    /** ln(1+f) = f - f²/2 + f³ P(f) for 1+f from √½ to √2. */
    static final float L0 = 0.33333313f;

    static final float L1 = -0.2500001f;
    static final float L2 = 0.20002119f;
    static final float L3 = -0.16667996f;
    static final float L4 = 0.14219552f;
    static final float L5 = -0.12405589f;
    static final float L6 = 0.11888162f;
    static final float L7 = -0.11675652f;
    static final float L8 = 0.0674664f;

    /** Below this tanh is a polynomial, x + x³ P(x²); above, 1 - 2/(e^2x + 1). */
    static final float TANH_SPLIT = 0.625f;

    static final float T0 = -0.3333328f;
    static final float T1 = 0.13331442f;
    static final float T2 = -0.053739715f;
    static final float T3 = 0.020639086f;
    static final float T4 = -0.005704987f;

    private ScalarElementary() {}

    static float exp(float argument) {
        float x = argument > EXP_HIGHEST ? EXP_HIGHEST : argument;
        x = x < EXP_LOWEST ? EXP_LOWEST : x;
        float rounded = Math.fma(x, LOG2_E, ROUNDER);
        float n = rounded - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(Math.fma(Math.fma(Math.fma(E4, r, E3), r, E2), r, E1), r, E0);
        float y = Math.fma(p, r * r, r) + 1f;
        // 2^n in two factors, because n reaches 128 and -150.
        int exponent = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
        int half = exponent >> 1;
        float first = Float.intBitsToFloat((half + BIAS) << FRACTION_BITS);
        float second = Float.intBitsToFloat((exponent - half + BIAS) << FRACTION_BITS);
        return y * first * second;
    }

    static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x) - SQRT_HALF_BITS;
        float e = (bits >> FRACTION_BITS) - (subnormal ? 23f : 0f);
        float f = Float.intBitsToFloat((bits & FRACTION) + SQRT_HALF_BITS) - 1f;
        float square = f * f;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(L8, f, L7), f, L6), f, L5), f, L4);
        p = Math.fma(Math.fma(Math.fma(Math.fma(p, f, L3), f, L2), f, L1), f, L0);
        float tail = Math.fma(square * f, p, Math.fma(e, LN2_LOW, -0.5f * square));
        float y = Math.fma(e, LN2_HIGH, tail + f);
        y = x < Float.POSITIVE_INFINITY ? y : x;
        y = x == 0f ? Float.NEGATIVE_INFINITY : y;
        return x < 0f ? Float.NaN : y;
    }

    static float tanh(float argument) {
        float x = Math.abs(argument);
        float square = x * x;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(T4, square, T3), square, T2), square, T1), square, T0);
        float small = Math.fma(square * x, p, x);
        float large = 1f - 2f / (exp(x + x) + 1f);
        float y = x < TANH_SPLIT ? small : large;
        int sign = Float.floatToRawIntBits(argument) & Integer.MIN_VALUE;
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) | sign);
    }
}
