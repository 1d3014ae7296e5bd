package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void numbersAreShortAndKeepWhatMatters() {
        assertThat(Text.loss(0.123456)).isEqualTo("0.1235");
        assertThat(Text.loss(0.0000123)).isEqualTo("1.23e-05");
        assertThat(Text.loss(1234.56)).isEqualTo("1234.6");
        assertThat(Text.loss(Double.NaN)).isEqualTo("NaN");
        assertThat(Text.percent(OptionalDouble.of(0.97216))).isEqualTo("97.22 %");
        assertThat(Text.percent(OptionalDouble.empty())).isEmpty();
        assertThat(Text.of(1, "epoch")).isEqualTo("1 epoch");
        assertThat(Text.of(1234, "epoch")).isEqualTo("1,234 epochs");
    }

    @Test
    void timesHaveTheUnitThatFits() {
        assertThat(Text.seconds(2.34)).isEqualTo("2.3 s");
        assertThat(Text.seconds(59.4)).isEqualTo("59 s");
        assertThat(Text.seconds(61)).isEqualTo("1 min 01 s");
        assertThat(Text.seconds(3725)).isEqualTo("1 h 02 min");
    }

    @Test
    void memoryHasTheUnitThatFits() {
        assertThat(Text.bytes(512)).isEqualTo("512 bytes");
        assertThat(Text.bytes(38_440)).isEqualTo("0.04 MB");
        assertThat(Text.bytes(6L << 30)).isEqualTo("6442 MB");
        assertThat(Text.bytes(64L << 30)).isEqualTo("68.7 GB");
    }

    @Test
    void longLinesBreakAtSpacesOrElseAfterPunctuation() {
        assertThat(Text.wrap("one two three", 8)).containsExactly("one two", "three");
        assertThat(Text.wrap("L1[lambda=1,unit=x]", 14)).containsExactly("L1[lambda=1,", "unit=x]");
        assertThat(Text.wrap("abcdefgh", 3)).containsExactly("abc", "def", "gh");
        assertThat(Text.wrap("a\nb", 3)).containsExactly("a", "b");
        assertThat(Text.wrap("fell by 12 % there", 11)).containsExactly("fell by", "12 % there");
    }

    @Test
    void aUsersTextIsOnePrintableLine() {
        assertThat(Text.line("a\n\u001b[31mb")).isEqualTo("a [31mb");
        assertThat(Text.line("x".repeat(1000))).hasSize(303).endsWith("...");
    }
}
