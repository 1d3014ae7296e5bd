package dev.occam.cpu.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPoolTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void everyTaskRunsOnceOnOneOfTheWorkers(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int tasks = 0; tasks < 300; tasks++) {
                int count = tasks % 11;
                AtomicIntegerArray runs = new AtomicIntegerArray(count);
                pool.run(count, (task, worker) -> {
                    assertThat(worker).isEqualTo(WorkerPool.currentWorker()).isLessThan(threads);
                    runs.incrementAndGet(task);
                });
                for (int t = 0; t < count; t++) {
                    assertThat(runs.get(t)).isOne();
                }
            }
        }
    }

    @Test
    void whoIsDoneTakesTasksThatTheirWorkerHasNotBegun() {
        try (WorkerPool pool = new WorkerPool(2)) {
            CountDownLatch first = new CountDownLatch(1);
            AtomicIntegerArray workers = new AtomicIntegerArray(4);
            pool.run(4, (task, worker) -> {
                workers.set(task, 1 + worker);
                if (task == 1) {
                    first.countDown();
                }
                if (task == 3) {
                    await(first); // by now its worker cannot do its other task
                }
            });
            assertThat(workers.get(1)).isNotZero().isNotEqualTo(workers.get(3));
        }
    }

    @Test
    void manyRunsWithTasksOfAnyNumberLeaveNothingBehind() {
        try (WorkerPool pool = new WorkerPool(4)) {
            AtomicIntegerArray done = new AtomicIntegerArray(9);
            int[] expected = new int[9];
            for (int round = 0; round < 20_000; round++) {
                int tasks = round % 10;
                pool.run(tasks, (task, worker) -> done.incrementAndGet(task));
                for (int t = 0; t < tasks; t++) {
                    expected[t]++;
                }
                if (done.get(round % 9) != expected[round % 9]) {
                    assertThat(done.get(round % 9)).isEqualTo(expected[round % 9]);
                }
            }
            assertThat(done).hasToString(Arrays.toString(expected));
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

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
