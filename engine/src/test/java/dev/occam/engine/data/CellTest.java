package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void blanksAndTheUsualMarksAreMissing() {
        assertThat(List.of("", "?", "NA", "NaN", "nan")).allMatch(Cell::isMissing);
        assertThat(List.of("0", "na", "N", "none", "nana", "-")).noneMatch(Cell::isMissing);
    }

    @Test
    void decimalNumbersAreNumbersAndJavasOwnFormsAreText() {
        assertThat(Cell.number("-1.5e3")).isEqualTo(-1500);
        assertThat(Cell.number("+.5")).isEqualTo(0.5);
        assertThat(Cell.number("-Inf")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(List.of("1f", "0x1p3", "1d", "1,5", "1 000", "--1", "e", ".", "١"))
                .noneMatch(Cell::isNumber);
    }

    @Test
    void oneNumberHasOneSpelling() {
        assertThat(List.of("1", "1.0", "01", "1e0"))
                .allMatch(text -> Cell.canonical(text).equals("1"));
        assertThat(Cell.canonical("-0")).isEqualTo("0");
        assertThat(Cell.canonical("0.50")).isEqualTo("0.5");
        assertThat(Cell.canonical("abc")).isEqualTo("abc");
    }

    @Test
    void numbersAreOrderedBySizeAndTextByCodePoint() {
        assertThat(List.of("b", "10", "\ud83d\ude00", "9", "\uff5e", "B", "-1", "ab").stream()
                        .sorted(Cell.BY_VALUE))
                .containsExactly("-1", "9", "10", "B", "ab", "b", "\uff5e", "\ud83d\ude00");
    }
}
