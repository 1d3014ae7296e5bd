package dev.occam.cpu.loop;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Warms up fused loops one after another in the background. */
final class FusionWarmUp {
    private static final long IDLE_SECONDS = 2;
    private static final ThreadPoolExecutor THREAD = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), FusionWarmUp::newThread);

    static {
        THREAD.allowCoreThreadTimeOut(true);
    }

    private FusionWarmUp() {}

    static void request(Fusion fusion) {
        THREAD.execute(fusion::warmUp);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "occam-cpu-fusion");
        thread.setDaemon(true);
        return thread;
    }
}
