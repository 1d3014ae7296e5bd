package dev.occam.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.benchmark.work.Product;
import dev.occam.benchmark.work.Work;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final Counting counting = new Counting();
    private final Conversation conversation = new Conversation(new ProductsOnly(counting), 2);

    /** A peer that does products by counting them. */
    private record ProductsOnly(Counting task) implements Peer {
        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String version() {
            return "1.0\nof today";
        }

        @Override
        public Optional<Task> prepare(Work work, int threads) {
            task.threads = threads;
            return work instanceof Product ? Optional.of(task) : Optional.empty();
        }
    }

    private static final class Counting implements Task {
        private int threads;
        private long runs;
        private boolean closed;

        @Override
        public void run(int times) {
            runs += times;
        }

        @Override
        public String check() {
            if (runs == 0) {
                throw new IllegalStateException("nothing was\ndone");
            }
            return runs + " runs";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aWorkIsPreparedRunCheckedAndReleased() {
        assertThat(conversation.answer("prepare w0 matmul 8x8x8")).isEqualTo("prepared");
        assertThat(conversation.answer("run w0 5")).matches("ran \\d+");
        assertThat(conversation.answer("check w0")).isEqualTo("right 5 runs");
        assertThat(conversation.answer("release w0")).isEqualTo("released");
        assertThat(counting.threads).isEqualTo(2);
        assertThat(counting.closed).isTrue();
    }

    @Test
    void warmingUpRunsOftenAndTellsTheTimeOfOneRun() {
        conversation.answer("prepare w0 matmul 8x8x8");

        assertThat(conversation.answer("warm w0 0.01")).matches("warmed [0-9.E-]+");
        assertThat(counting.runs).isPositive();
    }

    @Test
    void whatAPeerCannotDoIsUnsupported() {
        assertThat(conversation.answer("prepare w0 step tiny")).isEqualTo("unsupported");
    }

    @Test
    void answersAreOneLine() {
        conversation.answer("prepare w0 matmul 8x8x8");

        assertThat(conversation.answer("version")).isEqualTo("version 1.0 of today");
        assertThat(conversation.answer("check w0"))
                .isEqualTo("failed java.lang.IllegalStateException: nothing was done");
    }

    @Test
    void whatFailsIsSaid() {
        assertThat(conversation.answer("run w7 1")).startsWith("failed").contains("nothing is prepared as w7");
        assertThat(conversation.answer("prepare w0 dance")).startsWith("failed").contains("is no work");
        assertThat(conversation.answer("sing")).isEqualTo("failed \"sing\" is not understood");
    }

    @Test
    void theEndReleasesWhatIsLeft() {
        conversation.answer("prepare w0 matmul 8x8x8");
        conversation.close();

        assertThat(counting.closed).isTrue();
    }

    @Test
    void aLossThatDoesNotFallIsAFailure() {
        assertThat(Task.falling(2, 1)).isEqualTo("loss 2.000 to 1.000");
        assertThatThrownBy(() -> Task.falling(1, Double.NaN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not fall");
    }
}
