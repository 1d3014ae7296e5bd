package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.occam.EpochReport;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingSpec;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @BeforeAll
    static void withoutVectors() {
        System.setProperty("occam.cpu.vectors", "false");
    }

    @AfterAll
    static void withVectors() {
        System.clearProperty("occam.cpu.vectors");
    }

    /**
     * What an epoch allocates depends on its reports, not on its number of steps. On the scalar path, because vectors are
     * objects until the compiler has finished with them, and when that is depends on what else the machine does; epochs are
     * trained until one allocates no more than a short one, at most three hundred.
     */
    @Test
    void aStepAllocatesNothing() {
        smallestEpoch(spec(4000, 8), 0);
        long few = smallestEpoch(spec(400, 8), 0);
        long many = smallestEpoch(spec(4000, 8), few + 449);
        assertThat(many - few).isLessThan(450);
    }

    private static TrainingSpec spec(int examples, int batch) {
        return SmallRuns.sixtySteps()
                .data(new dev.occam.DataChoice.Given(
                        SmallRuns.data(examples, 1), java.util.Optional.empty(), java.util.Optional.empty()))
                .optimizer("adam", Map.of("lr", 0.001))
                .regularizer("decoupled-decay", Map.of("lambda", 0.01))
                .regularizer("max-norm", Map.of("limit", 2.0))
                .batch(batch)
                .shuffle(true)
                .epochs(300)
                .build();
    }

    /** Bytes of the epoch that allocates least, of thirty at least, until one is at or below {@code enough}. */
    private static long smallestEpoch(TrainingSpec spec, long enough) {
        Meter meter = new Meter(enough);
        try {
            Occam.engine().train(spec, RunOptions.IN_MEMORY, meter).model().close();
        } catch (Enough e) {
            assertThat(meter.smallest).isPositive();
        }
        return meter.smallest;
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Meter implements TrainingListener {
        private final long enough;
        private long smallest = Long.MAX_VALUE;
        private long last;

        Meter(long enough) {
            this.enough = enough;
        }

        @Override
        public void epoch(EpochReport report) {
            long now = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            if (report.epoch() > 1) {
                smallest = Math.min(smallest, now - last);
            }
            if (report.epoch() >= 30 && (enough == 0 || smallest <= enough)) {
                throw new Enough();
            }
            last = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        }
    }
}
