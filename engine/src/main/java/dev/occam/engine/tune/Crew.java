package dev.occam.engine.tune;

import dev.occam.error.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Threads that train side by side. */
final class Crew implements AutoCloseable {
    private final int size;
    private final ExecutorService threads;

    Crew(int size) {
        this.size = size;
        ThreadFactory daemons = work -> {
            Thread thread = new Thread(work, "occam-trial");
            thread.setDaemon(true);
            return thread;
        };
        threads = Executors.newFixedThreadPool(size, daemons);
    }

    int size() {
        return size;
    }

    /** Does all of this; the results in the order of the jobs. The first failure ends it, and is thrown. */
    <T> List<T> all(List<? extends Callable<T>> jobs) {
        ExecutorCompletionService<T> service = new ExecutorCompletionService<>(threads);
        List<Future<T>> futures = new ArrayList<>();
        jobs.forEach(job -> futures.add(service.submit(job)));
        try {
            for (int i = 0; i < futures.size(); i++) {
                service.take().get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            futures.forEach(future -> future.cancel(true));
            Thread.currentThread().interrupt();
            throw new RunException("The search was interrupted.\n  Finished trials stand; resume it.", e);
        } catch (ExecutionException e) {
            futures.forEach(future -> future.cancel(true));
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
