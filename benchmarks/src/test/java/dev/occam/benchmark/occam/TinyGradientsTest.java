package dev.occam.benchmark.occam;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Update;
import dev.occam.benchmark.work.Work;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class TinyGradientsTest {
    private static final int STEPS_BEFORE = 12;
    private static final int STEPS = 9;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** It took 8 times as long where squares were subnormal. */
    @Test
    void subnormalSquaresDoNotSlowTheUpdateDown() {
        try (Task usual = new UpdateTask((Update) Work.parse("update adam+decay"), 1);
                Task tiny = new UpdateTask((Update) Work.parse("update adam+decay+tiny"), 1)) {
            usual.run(STEPS_BEFORE);
            tiny.run(STEPS_BEFORE);
            long ofUsual = Long.MAX_VALUE;
            long ofTiny = Long.MAX_VALUE;
            for (int step = 0; step < STEPS; step++) {
                ofUsual = Math.min(ofUsual, nanos(usual));
                ofTiny = Math.min(ofTiny, nanos(tiny));
            }
            assertThat((double) ofTiny / ofUsual).isLessThan(3);
        }
    }

    /** Of the processor, as other threads have some work too. */
    private static long nanos(Task task) {
        long start = THREADS.getCurrentThreadCpuTime();
        task.run(1);
        return THREADS.getCurrentThreadCpuTime() - start;
    }
}
