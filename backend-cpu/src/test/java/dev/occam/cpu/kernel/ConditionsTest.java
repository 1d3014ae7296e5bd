package dev.occam.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ConditionsTest {
    private static final float[] VALUES = {
        0,
        -0f,
        1,
        -1,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0x1p-126f,
        3.5f
    };
    private static final int COUNT = VALUES.length * VALUES.length;

    private final float[] a = new float[COUNT];
    private final float[] b = new float[COUNT];
    private final float[] expected = new float[COUNT];
    private final float[] scalar = new float[COUNT];
    private final float[] vector = new float[COUNT];

    ConditionsTest() {
        for (int i = 0; i < COUNT; i++) {
            a[i] = VALUES[i / VALUES.length];
            b[i] = VALUES[i % VALUES.length];
        }
    }

    @Test
    void belowIsTheSameWithAndWithoutVectors() {
        for (int i = 0; i < COUNT; i++) {
            expected[i] = a[i] < b[i] ? 1 : 0;
        }
        Conditions.lt(a, b, scalar, COUNT);
        VectorConditions.lt(a, b, vector, COUNT);
        assertThat(scalar).isEqualTo(expected);
        assertThat(vector).isEqualTo(expected);
    }

    @Test
    void belowOneValueIsTheSameWithAndWithoutVectors() {
        for (float limit : VALUES) {
            for (int i = 0; i < COUNT; i++) {
                expected[i] = a[i] < limit ? 1 : 0;
            }
            Conditions.lt(a, limit, scalar, COUNT);
            VectorConditions.lt(a, limit, vector, COUNT);
            assertThat(scalar).isEqualTo(expected);
            assertThat(vector).isEqualTo(expected);
            for (int i = 0; i < COUNT; i++) {
                expected[i] = limit < b[i] ? 1 : 0;
            }
            Conditions.lt(limit, b, scalar, COUNT);
            VectorConditions.lt(limit, b, vector, COUNT);
            assertThat(scalar).isEqualTo(expected);
            assertThat(vector).isEqualTo(expected);
        }
    }

    @Test
    void aChoiceIsTheSameWithAndWithoutVectors() {
        for (int i = 0; i < COUNT; i++) {
            expected[i] = a[i] != 0 ? b[i] : 2;
            scalar[i] = Conditions.choose(a[i], b[i], 2);
        }
        VectorConditions.select(a, b, 2, vector, COUNT);
        assertThat(scalar).isEqualTo(expected);
        assertThat(vector).isEqualTo(expected);
        for (int i = 0; i < COUNT; i++) {
            expected[i] = a[i] != 0 ? 3 : b[i];
        }
        VectorConditions.select(a, 3, b, vector, COUNT);
        Conditions.select(a, 3, b, scalar, COUNT);
        assertThat(scalar).isEqualTo(expected);
        assertThat(vector).isEqualTo(expected);
        for (int i = 0; i < COUNT; i++) {
            expected[i] = a[i] != 0 ? a[i] : b[i];
        }
        VectorConditions.select(a, a, b, vector, COUNT);
        Conditions.select(a, a, b, scalar, COUNT);
        assertThat(scalar).isEqualTo(expected);
        assertThat(vector).isEqualTo(expected);
        VectorConditions.select(a, 1, 0, vector, COUNT);
        Conditions.select(a, 1, 0, scalar, COUNT);
        assertThat(vector).isEqualTo(scalar);
    }
}
