package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What an epoch allocates depends on its reports, not on its number of steps. */
    @Test
    void aStepAllocatesNothing() {
        long few = smallestEpoch(spec(400, 8));
        long many = smallestEpoch(spec(4000, 8));
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
                .epochs(25)
                .build();
    }

    private static long smallestEpoch(TrainingSpec spec) {
        List<Long> marks = new ArrayList<>();
        Occam.engine()
                .train(spec, RunOptions.IN_MEMORY, new TrainingListener() {
                    @Override
                    public void epoch(dev.occam.EpochReport report) {
                        marks.add(THREADS.getThreadAllocatedBytes(
                                Thread.currentThread().getId()));
                    }
                })
                .model()
                .close();
        long smallest = Long.MAX_VALUE;
        for (int i = 1; i < marks.size(); i++) {
            smallest = Math.min(smallest, marks.get(i) - marks.get(i - 1));
        }
        return smallest;
    }
}
