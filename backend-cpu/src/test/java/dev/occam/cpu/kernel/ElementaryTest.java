package dev.occam.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final int LENGTH = 4001;
    /** Odd, so that a sweep of all floats meets every exponent and all kinds of fractions. */
    private static final int STEP = 997;

    private static final float TANH_SPLIT = ScalarElementary.TANH_SPLIT;
    private static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        TANH_SPLIT,
        -TANH_SPLIT,
        10f,
        -10f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
    };

    @FunctionalInterface
    private interface Function {
        float of(float x);
    }

    @FunctionalInterface
    private interface OverArrays {
        void apply(float[] x, int xo, float[] y, int yo, int n);
    }

    @Test
    void expIsWithinOneUlp() {
        assertThat(worstUlp(ScalarElementary::exp, StrictMath::exp)).isLessThan(1.01);
    }

    @Test
    void logIsWithinOneUlp() {
        assertThat(worstUlp(ScalarElementary::log, StrictMath::log)).isLessThan(1.01);
    }

    @Test
    void tanhIsWithinTwoUlp() {
        assertThat(worstUlp(ScalarElementary::tanh, StrictMath::tanh)).isLessThan(2);
    }

    private static double worstUlp(Function function, DoubleUnaryOperator reference) {
        double worst = 0;
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STEP) {
            float x = Float.intBitsToFloat((int) bits);
            float y = function.of(x);
            double exact = reference.applyAsDouble(x);
            float rounded = (float) exact;
            if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
                assertThat(y).as("of %s", x).isEqualTo(Float.valueOf(rounded));
            } else {
                worst = Math.max(worst, Math.abs(y - exact) / Math.ulp(rounded));
            }
        }
        return worst;
    }

    @Test
    void specialValuesAreThoseOfMath() {
        for (float x : SPECIAL) {
            if (Math.abs(x) != 1f && Math.abs(x) != TANH_SPLIT && Math.abs(x) != 10f) {
                assertThat(ScalarElementary.exp(x)).as("exp %s", x).isEqualTo(Float.valueOf((float) Math.exp(x)));
                assertThat(ScalarElementary.tanh(x)).as("tanh %s", x).isEqualTo(Float.valueOf((float) Math.tanh(x)));
            }
        }
        assertThat(ScalarElementary.log(0f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(ScalarElementary.log(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(ScalarElementary.log(1f)).isEqualTo(0f);
        assertThat(ScalarElementary.log(-1f)).isNaN();
        assertThat(ScalarElementary.log(Float.NEGATIVE_INFINITY)).isNaN();
        assertThat(ScalarElementary.log(Float.NaN)).isNaN();
        assertThat(ScalarElementary.log(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(ScalarElementary.log(Float.MIN_VALUE)).isEqualTo((float) Math.log(Float.MIN_VALUE));
    }

    @Test
    void vectorsGiveTheSameBits() {
        assertSameBits(ScalarElementary::exp, VectorElementary::exp);
        assertSameBits(ScalarElementary::log, VectorElementary::log);
        assertSameBits(ScalarElementary::tanh, VectorElementary::tanh);
    }

    private static void assertSameBits(Function scalar, OverArrays vector) {
        float[] x = new float[LENGTH];
        for (int start = 0; start < 50; start++) {
            for (int i = 0; i < LENGTH; i++) {
                x[i] = Float.intBitsToFloat((int) ((start * (long) LENGTH + i) * 21_467));
            }
            assertSameBits(scalar, vector, x);
        }
        for (float special : SPECIAL) {
            Arrays.fill(x, special);
            assertSameBits(scalar, vector, x);
        }
    }

    private static void assertSameBits(Function scalar, OverArrays vector, float[] x) {
        float[] y = new float[x.length];
        vector.apply(x, 0, y, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            if (Float.compare(y[i], scalar.of(x[i])) != 0) {
                assertThat(y[i]).as("of %s", x[i]).isEqualTo(Float.valueOf(scalar.of(x[i])));
            }
        }
    }

    @Test
    void onlyTheRangeIsWrittenAndInPlaceIsAllowed() {
        for (int n : new int[] {0, 1, 15, 16, 17, 33}) {
            float[] values = new float[n + 4];
            Arrays.fill(values, 2f);
            Elementary.exp(values, 2, values, 2, n);
            Elementary.log(values, 2, values, 2, n);
            Elementary.tanh(values, 2, values, 2, n);
            for (int i = 0; i < values.length; i++) {
                float inside = ScalarElementary.tanh(ScalarElementary.log(ScalarElementary.exp(2f)));
                assertThat(values[i]).isEqualTo(i >= 2 && i < n + 2 ? inside : 2f);
            }
        }
    }
}
