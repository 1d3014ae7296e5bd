package dev.occam.cpu.thread;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A daemon thread that does one thing after another, and ends when there is nothing more for a while. */
public final class Background {
    private static final long IDLE_SECONDS = 2;

    private final ThreadPoolExecutor executor;

    public Background(String name) {
        executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    public void execute(Runnable work) {
        executor.execute(work);
    }
}
