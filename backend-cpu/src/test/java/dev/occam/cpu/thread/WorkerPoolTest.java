package dev.occam.cpu.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPoolTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyTaskRunsOnceOnItsOwnWorker(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int tasks = 0; tasks < 300; tasks++) {
                int count = tasks % 11;
                AtomicIntegerArray workers = new AtomicIntegerArray(count);
                pool.run(count, (task, worker) -> workers.addAndGet(task, 1 + worker));
                for (int t = 0; t < count; t++) {
                    assertThat(workers.get(t)).isEqualTo(1 + (count == 1 ? 0 : t % threads));
                }
            }
        }
    }

    @Test
    void aSleepingPoolWakesUp() throws InterruptedException {
        try (WorkerPool pool = new WorkerPool(3)) {
            AtomicIntegerArray done = new AtomicIntegerArray(3);
            for (int round = 1; round <= 20; round++) {
                Thread.sleep(2);
                pool.run(3, (task, worker) -> done.incrementAndGet(task));
                assertThat(done).hasToString("[" + round + ", " + round + ", " + round + "]");
            }
        }
    }

    @Test
    void theCallerWaitsForASlowHelper() {
        try (WorkerPool pool = new WorkerPool(2)) {
            boolean[] finished = new boolean[2];
            pool.run(2, (task, worker) -> {
                sleep(task * 30L);
                finished[task] = true;
            });
            assertThat(finished).containsOnly(true);
        }
    }

    @Test
    void aFailureOfAHelperReachesTheCallerAndThePoolGoesOn() {
        try (WorkerPool pool = new WorkerPool(3)) {
            assertThatThrownBy(() -> pool.run(3, (task, worker) -> {
                        if (task > 0) {
                            throw new IllegalArgumentException("task " + task);
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("task 1")
                    .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
            AtomicIntegerArray done = new AtomicIntegerArray(6);
            pool.run(6, (task, worker) -> done.incrementAndGet(task));
            assertThat(done).hasToString("[1, 1, 1, 1, 1, 1]");
        }
    }

    @Test
    void anErrorOfTheCallersTaskIsThrownWhenTheHelpersAreDone() {
        try (WorkerPool pool = new WorkerPool(2)) {
            boolean[] finished = new boolean[2];
            assertThatThrownBy(() -> pool.run(2, (task, worker) -> {
                        if (task == 0) {
                            throw new AssertionError("first");
                        }
                        sleep(20);
                        finished[task] = true;
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("first");
            assertThat(finished[1]).isTrue();
        }
    }

    @Test
    void aRunAllocatesNothing() {
        try (WorkerPool pool = new WorkerPool(2)) {
            AtomicIntegerArray done = new AtomicIntegerArray(2);
            WorkerPool.Task task = (number, worker) -> done.incrementAndGet(number);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long bytes = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 5 && bytes > 0; attempt++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 2000; i++) {
                    pool.run(2, task);
                }
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(bytes).isZero();
        }
    }

    @Test
    void aPoolWithoutThreadsIsRefused() {
        assertThatThrownBy(() -> new WorkerPool(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 1 (threads=0)");
    }

    @Test
    void aClosedPoolRefusesToRun() {
        WorkerPool pool = new WorkerPool(2);
        pool.close();
        assertThatThrownBy(() -> pool.run(2, (task, worker) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the worker pool is closed");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
