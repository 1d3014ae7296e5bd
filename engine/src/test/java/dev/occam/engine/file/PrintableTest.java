package dev.occam.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void controlCharactersAndHalvesOfPairsAreEscaped() {
        assertThat(Printable.quoted("a\nb\u001b[31m\u2028\ud800x"))
                .isEqualTo("\"a\\u000ab\\u001b[31m\\u2028\\ud800x\"");
        assertThat(Printable.quoted("größe \ud83d\ude00")).isEqualTo("\"größe \ud83d\ude00\"");
        assertThat(Printable.path(Path.of("a\nb"))).isEqualTo("a\\u000ab");
    }

    @Test
    void longTextIsCutAndItsLengthSaid() {
        assertThat(Printable.quoted("x".repeat(1000))).isEqualTo("\"" + "x".repeat(60) + "...\" (1000 characters)");
    }

    @Test
    void aReasonIsOneShortLine() {
        assertThat(Printable.reason(new IOException("first\nsecond"))).isEqualTo("first");
        assertThat(Printable.reason(new IOException())).isEqualTo("IOException");
        assertThat(Printable.reason(new IOException("y".repeat(500)))).hasSize(123);
    }

    @Test
    void bytesAreGivenInAUnitThatPeopleRead() {
        assertThat(Printable.bytes(9_999)).isEqualTo("9999 bytes");
        assertThat(Printable.bytes(57_512)).isEqualTo("57.5 KB");
        assertThat(Printable.bytes(188_160_000)).isEqualTo("188.2 MB");
        assertThat(Printable.bytes(17_179_869_184L)).isEqualTo("17.2 GB");
    }
}
