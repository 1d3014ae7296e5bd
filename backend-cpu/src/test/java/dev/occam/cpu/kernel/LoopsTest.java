package dev.occam.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopsTest {
    @Test
    void squareRootsAreThoseOfIeee754AndMayBeMadeInPlace() {
        float[] values = {4, 2, 0x1p-148f, Float.MIN_NORMAL, 0f, -0f, Float.POSITIVE_INFINITY, -1, Float.NaN, 9};

        Loops.sqrt(values, values, values.length - 1);

        assertThat(values)
                .containsExactly(
                        2, 1.4142135f, 0x1p-74f, 0x1p-63f, 0f, -0f, Float.POSITIVE_INFINITY, Float.NaN, Float.NaN, 9);
    }
}
