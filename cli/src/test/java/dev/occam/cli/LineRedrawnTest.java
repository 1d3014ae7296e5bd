package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineRedrawnTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;
    private final LineRedrawn progress =
            new LineRedrawn(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> now);

    @Test
    void theTimeLeftFollowsFromTheTimeTaken() {
        start(3);
        later();
        progress.epoch(FakeEngine.report(1));
        later();
        progress.step(2, 0, 30);

        assertThat(lastLine())
                .isEqualTo("epoch 2/3 [====>         ]  1 min 00 s left  loss 1.0000  val 1.5000  25.00 %");
    }

    @Test
    void itIsDrawnAFewTimesASecondAtMost() {
        start(3);
        later();
        progress.step(1, 1, 1);
        progress.step(1, 2, 1);
        progress.step(1, 3, 1);

        assertThat(bytes.toString(StandardCharsets.UTF_8).chars().filter(letter -> letter == '\r'))
                .hasSize(1);
    }

    @Test
    void itIsNeverWiderThanTheTerminal() {
        start(1_000_000_000);
        later();
        progress.epoch(FakeEngine.report(1));
        later();
        progress.step(999_999_999, 1, 1e9);

        assertThat(lastLine()).hasSizeLessThan(80);
    }

    @Test
    void theEndLeavesAnEmptyLineAndNothingWhereNothingWasDrawn() {
        start(3);
        progress.end();
        assertThat(bytes.size()).isZero();

        later();
        progress.step(1, 1, 1);
        progress.end();
        progress.end();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .endsWith("\r\u001b[K")
                .doesNotEndWith("\r\u001b[K\r\u001b[K");
    }

    private void start(int epochs) {
        FakeEngine engine = new FakeEngine();
        engine.epochs = epochs;
        progress.started(engine.start(Optional.empty()));
    }

    private void later() {
        now += 1_000_000_000;
    }

    private String lastLine() {
        String all = bytes.toString(StandardCharsets.UTF_8);
        return all.substring(all.lastIndexOf('\r') + 1).replace("\u001b[K", "");
    }
}
