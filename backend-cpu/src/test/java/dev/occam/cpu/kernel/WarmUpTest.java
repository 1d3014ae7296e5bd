package dev.occam.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarmUpTest {
    private static final int COLUMNS = 80;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final List<String> notices = new ArrayList<>();
    private final WarmUp warmUp = ImpatientWarmUp.saying(notices::add);

    @Test
    void whatNeverBecomesFastIsSaidOnce() {
        assertThat(warmUp.untilFast("matrix products", () -> false)).isFalse();
        assertThat(warmUp.untilFast("matrix products", () -> false)).isFalse();
        assertThat(warmUp.untilFast("tanh", () -> false)).isFalse();

        assertThat(notices).containsExactly("""
                        Slower code stays in use for matrix products.
                          Results are the same. After 60 s Java had not compiled the faster code well;
                          another start may do better.""", """
                        Slower code stays in use for tanh.
                          Results are the same. After 60 s Java had not compiled the faster code well;
                          another start may do better.""");
    }

    @Test
    void whatBecomesFastIsNotMentioned() {
        assertThat(warmUp.untilFast("matrix products", () -> true)).isTrue();

        assertThat(notices).isEmpty();
    }

    @Test
    void aRateOfThreeOperationsInANanosecondIsTakenForCompiled() {
        AtomicLong clock = new AtomicLong();
        WarmUp timed = new WarmUp(clock::get, notices::add);

        // 32 calls of 300 operations each: 3.01 and, until patience ends, 2.99 operations in a nanosecond.
        assertThat(timed.untilCompiled("tanh", 301, () -> clock.addAndGet(100))).isTrue();
        assertThat(notices).isEmpty();
        AtomicLong calls = new AtomicLong();
        assertThat(timed.untilCompiled(
                        "tanh", 299, () -> clock.addAndGet(calls.incrementAndGet() > 32 ? MINUTE_NANOS : 100)))
                .isFalse();
        assertThat(calls).hasValue(64);
        assertThat(notices).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void eachGroupIsNamedInLinesThatFitATerminal(VectorKernels group) {
        warmUp.untilFast(group.work(), () -> false);

        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice).contains(" " + group.work() + ".");
            assertThat(notice.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
        });
    }

    @Test
    void noticesAreWarningsThatAProgramCanRoute() {
        Logger logger = Logger.getLogger("dev.occam.cpu");
        List<LogRecord> records = new ArrayList<>();
        Handler handler = collecting(records);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            ImpatientWarmUp.saying(WarmUp::log).untilFast("logarithms", () -> false);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }

        assertThat(records).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
            assertThat(entry.getMessage()).startsWith("Slower code stays in use for logarithms.");
        });
    }

    private static Handler collecting(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                records.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
