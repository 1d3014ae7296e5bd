package dev.occam.cpu.thread;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Runs numbered tasks on a fixed set of threads, the caller among them, and returns when all are done.
 *
 * <p>Task t belongs to worker {@code t % threads}, so that a worker meets the same memory in every run. Who has done its
 * own takes what others have not begun: a helper that gets no processor holds nobody up. Only scratch memory may depend
 * on the worker, never a result. A waiting thread spins for as long as {@link Patience} says and then sleeps, so that an
 * idle pool takes nothing from other programs. A run allocates nothing. One run at a time: a pool belongs to one calling
 * thread, and tasks must not call it.
 */
public final class WorkerPool implements AutoCloseable {
    /** Numbered pieces of work. */
    @FunctionalInterface
    public interface Task {
        /** {@code worker} is from 0 (the caller) to threads - 1 and picks the scratch memory. */
        void run(int task, int worker);
    }

    /** Looks at the clock only now and then: reading it costs as much as several spins. */
    private static final int SPINS_PER_LOOK = 32;

    /** Counters of different workers are on lines of their own. */
    private static final int APART = 16;

    private final Helper[] helpers;
    private final int threads;
    /** How many tasks of each worker nobody has begun. */
    private final AtomicIntegerArray left;

    private final AtomicInteger unfinished = new AtomicInteger();
    private final BooleanSupplier done = this::isDone;
    private final Patience patience = new Patience(System::nanoTime);
    private volatile boolean callerSleeps;
    private volatile boolean closed;
    private Thread caller = Thread.currentThread();
    private Task task = (number, worker) -> {};
    private Throwable failure;
    private int failedTask;

    /** A pool of {@code threads} workers: the caller and {@code threads - 1} daemon threads. */
    public WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1 (threads=" + threads + ")");
        }
        this.threads = threads;
        left = new AtomicIntegerArray(threads * APART);
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
        return threads;
    }

    /**
     * Runs the tasks 0 to {@code tasks - 1}; a single one runs on the caller without a hand-over.
     *
     * @throws RuntimeException the failure of the lowest task, with those of the others suppressed
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
        unfinished.set(tasks);
        // From here on a helper that is late for an earlier run may begin; what it reads is written above.
        for (int worker = 0; worker <= woken; worker++) {
            left.set(worker * APART, (tasks - worker + threads - 1) / threads);
        }
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

    /** The worker's own tasks first, then those of the next ones. */
    private void work(int worker) {
        for (int i = 0; i < threads; i++) {
            int owner = (worker + i) % threads;
            for (int number = take(owner); number >= 0; number = take(owner)) {
                runTask(number, worker);
            }
        }
    }

    /** The last task of a worker that nobody has begun, or -1. */
    private int take(int owner) {
        int count = left.get(owner * APART);
        while (count > 0) {
            int seen = left.compareAndExchange(owner * APART, count, count - 1);
            if (seen == count) {
                return owner + (count - 1) * threads;
            }
            count = seen;
        }
        return -1;
    }

    private void runTask(int number, int worker) {
        try {
            task.run(number, worker);
        } catch (RuntimeException | Error thrown) {
            fail(number, thrown);
        }
        if (unfinished.decrementAndGet() == 0 && callerSleeps) {
            LockSupport.unpark(caller);
        }
    }

    private void awaitHelpers() {
        if (isDone()) {
            return;
        }
        patience.begin();
        for (int spins = 1; !isDone(); spins++) {
            if (!spin(spins, patience, done)) {
                sleepUntilDone();
                return;
            }
        }
    }

    private boolean isDone() {
        return unfinished.get() == 0;
    }

    private void sleepUntilDone() {
        callerSleeps = true;
        while (!isDone()) {
            LockSupport.park(this);
        }
        callerSleeps = false;
    }

    /** Spins once; says whether to go on. */
    private static boolean spin(int spins, Patience patience, BooleanSupplier over) {
        Thread.onSpinWait();
        if (spins % SPINS_PER_LOOK != 0) {
            return true;
        }
        if (patience.yields()) {
            Thread.yield();
        }
        return patience.lasts(over);
    }

    private synchronized void fail(int number, Throwable thrown) {
        if (failure == null) {
            failure = thrown;
            failedTask = number;
            return;
        }
        Throwable other = number < failedTask ? failure : thrown;
        failure = number < failedTask ? thrown : failure;
        failedTask = Math.min(number, failedTask);
        if (other != failure) {
            failure.addSuppressed(other);
        }
    }

    private void rethrow() {
        Throwable first = failure;
        if (first == null) {
            return;
        }
        failure = null;
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }

    /** A thread with a mailbox of its own, so that one that is left out of a run is not woken for it. */
    private final class Helper extends Thread {
        private final int worker;
        private final Patience patience = new Patience(System::nanoTime);
        private volatile int requested;
        private int served;
        private final BooleanSupplier requestIsThere = this::isRequested;
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
            while (awaitRequest()) {
                served = requested;
                work(worker);
            }
        }

        private boolean awaitRequest() {
            patience.begin();
            for (int spins = 1; !isRequested(); spins++) {
                if (!spin(spins, patience, requestIsThere)) {
                    return sleepUntilRequested();
                }
            }
            return !closed;
        }

        private boolean isRequested() {
            return requested != served;
        }

        private boolean sleepUntilRequested() {
            sleeps = true;
            while (!isRequested() && !closed) {
                LockSupport.park(WorkerPool.this);
            }
            sleeps = false;
            return !closed;
        }
    }
}
