package dev.occam.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.error.RequestException;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void productsSaturateInsteadOfOverflowing() {
        assertThat(Memory.product(60_000, 28, 28)).isEqualTo(47_040_000);
        assertThat(Memory.product()).isEqualTo(1);
        assertThat(Memory.product(0xffff_ffffL, 0xffff_ffffL, 0xffff_ffffL)).isEqualTo(Long.MAX_VALUE);
        assertThat(Memory.product(1L << 62, 4, 0)).isZero();
    }

    @Test
    void moreValuesThanAnArrayHoldsAreRefused() {
        assertThatThrownBy(() -> Memory.floats("big.csv", 1L << 31))
                .isInstanceOf(RequestException.class)
                .hasMessage("big.csv needs 2147483648 values; at most 2147483639 (2^31 - 9) fit in one array.\n"
                        + "  Use fewer rows or columns.");
    }

    @Test
    void anOrdinaryCountIsALength() {
        assertThat(Memory.floats("small.csv", 1000)).isEqualTo(1000);
    }
}
