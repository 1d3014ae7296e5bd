package dev.occam.cpu.thread;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs numbered tasks on a fixed set of threads, the caller among them, and returns when all are done.
 *
 * <p>Task t always runs on worker {@code t % threads}; only scratch memory may depend on that, never a result.
 * A waiting thread spins for a few microseconds and then sleeps, so that an idle pool takes nothing from other programs.
 * A run allocates nothing. One run at a time: a pool belongs to one calling thread, and tasks must not call it.
 */
public final class WorkerPool implements AutoCloseable {
    /** Numbered pieces of work. */
    @FunctionalInterface
    public interface Task {
        /** {@code worker} is from 0 (the caller) to threads - 1 and picks the scratch memory. */
        void run(int task, int worker);
    }

    /** Below the 30 to 60 µs that waking a sleeping thread took: a longer spin would cost others more than it saves. */
    private static final long SPIN_NANOS = 20_000;

    /** Looks at the clock only now and then: reading it costs as much as several spins. */
    private static final int SPINS_PER_LOOK = 32;

    private final Helper[] helpers;
    private final Throwable[] failures;
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile boolean callerSleeps;
    private volatile boolean closed;
    private Thread caller = Thread.currentThread();
    private Task task = (number, worker) -> {};
    private int tasks;

    /** A pool of {@code threads} workers: the caller and {@code threads - 1} daemon threads. */
    public WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 (threads=" + threads + ")");
        }
        failures = new Throwable[threads];
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
            helpers[i].start();
        }
    }

    /** Which worker the current thread is: 0 unless it is one of a pool's own threads. */
    public static int currentWorker() {
        return Thread.currentThread() instanceof Helper helper ? helper.worker : 0;
    }

    public int threads() {
        return failures.length;
    }

    /**
     * Runs the tasks 0 to {@code tasks - 1}; a single one runs on the caller without a hand-over.
     *
     * @throws RuntimeException the failure of the lowest worker, with those of the others suppressed; tasks of other
     *     workers have run, later tasks of the failed worker have not
     */
    public void run(int tasks, Task task) {
        if (closed) {
            throw new IllegalStateException("the worker pool is closed");
        }
        int woken = Math.min(helpers.length, tasks - 1);
        if (woken <= 0) {
            for (int t = 0; t < tasks; t++) {
                task.run(t, 0);
            }
            return;
        }
        this.caller = Thread.currentThread();
        this.task = task;
        this.tasks = tasks;
        unfinished.set(woken);
        for (int i = 0; i < woken; i++) {
            helpers[i].request();
        }
        work(0);
        awaitHelpers();
        rethrow();
    }

    /** Ends the threads; a pool that is closed runs nothing any more. */
    @Override
    public void close() {
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private void work(int worker) {
        try {
            for (int t = worker; t < tasks; t += failures.length) {
                task.run(t, worker);
            }
        } catch (RuntimeException | Error failure) {
            failures[worker] = failure;
        }
    }

    private void awaitHelpers() {
        long end = 0;
        for (int spins = 0; unfinished.get() > 0; spins++) {
            Thread.onSpinWait();
            if (spins % SPINS_PER_LOOK != 0) {
                continue;
            }
            long now = System.nanoTime();
            if (end == 0) {
                end = now + SPIN_NANOS;
            } else if (now - end > 0) {
                sleepUntilDone();
                return;
            }
        }
    }

    private void sleepUntilDone() {
        callerSleeps = true;
        while (unfinished.get() > 0) {
            LockSupport.park(this);
        }
        callerSleeps = false;
    }

    private void rethrow() {
        Throwable first = null;
        for (Throwable failure : failures) {
            if (failure == null) {
                continue;
            }
            if (first == null) {
                first = failure;
            } else if (first != failure) {
                first.addSuppressed(failure);
            }
        }
        if (first == null) {
            return;
        }
        Arrays.fill(failures, null);
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }

    /** A thread with a mailbox of its own, so that one that is left out of a run never sees that run. */
    private final class Helper extends Thread {
        private final int worker;
        private volatile int requested;
        private volatile boolean sleeps;

        private Helper(int worker) {
            super("occam-cpu-" + worker);
            this.worker = worker;
            setDaemon(true);
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // only the caller writes it
        private void request() {
            requested++;
            if (sleeps) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            for (int served = 0; awaitRequest(served); served++) {
                work(worker);
                if (unfinished.decrementAndGet() == 0 && callerSleeps) {
                    LockSupport.unpark(caller);
                }
            }
        }

        private boolean awaitRequest(int served) {
            long end = System.nanoTime() + SPIN_NANOS;
            for (int spins = 1; requested == served; spins++) {
                Thread.onSpinWait();
                if (spins % SPINS_PER_LOOK == 0 && System.nanoTime() - end > 0) {
                    return sleepUntilRequested(served);
                }
            }
            return !closed;
        }

        private boolean sleepUntilRequested(int served) {
            sleeps = true;
            while (requested == served && !closed) {
                LockSupport.park(WorkerPool.this);
            }
            sleeps = false;
            return !closed;
        }
    }
}
