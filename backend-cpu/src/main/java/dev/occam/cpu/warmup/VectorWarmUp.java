package dev.occam.cpu.warmup;

import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.WarmUp;
import dev.occam.cpu.thread.Background;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has the vector kernels compiled in the background, on tiny data.
 *
 * <p>Before C2 has compiled it, vector code runs about a thousand times slower than after; meanwhile real work takes the
 * scalar path.
 */
public final class VectorWarmUp {
    /**
     * After so many operations kernels are compiled that were asked for: the scalar path takes half a second for these
     * operations, products take one or two of a processor to compile, and a shorter run is done before.
     */
    public static final long WORTHWHILE = 4_000_000_000L;

    private static final Background BACKGROUND = new Background("occam-cpu-warm-up");
    private static final Set<VectorKernels> TRIED = ConcurrentHashMap.newKeySet();

    private VectorWarmUp() {}

    /**
     * Warms up what is wanted, one group after another on a daemon thread, so that each may be used as soon as it is
     * fast. Does nothing if nothing new is wanted.
     */
    public static void start() {
        if (!VectorKernels.available()) {
            return;
        }
        for (VectorKernels group : VectorKernels.values()) {
            if (group.isWanted() && TRIED.add(group)) {
                BACKGROUND.execute(() -> run(group));
            }
        }
    }

    /** Runs every group of kernels, wanted or not, until it is fast or patience ends; says whether all are fast. */
    public static boolean run() {
        boolean all = true;
        for (VectorKernels group : VectorKernels.values()) {
            all &= run(group);
        }
        return all;
    }

    private static boolean run(VectorKernels group) {
        return run(group, VectorProbe.of(group), WarmUp.LOGGED);
    }

    static boolean run(VectorKernels group, List<VectorProbe> probes, WarmUp warmUp) {
        for (VectorProbe probe : probes) {
            if (!warmUp.untilCompiled(group.work(), probe.operations(), probe.call())) {
                return false;
            }
        }
        if (!probes.isEmpty()) {
            group.markReady();
        }
        return true;
    }
}
