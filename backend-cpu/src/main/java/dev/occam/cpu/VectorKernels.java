package dev.occam.cpu;

/**
 * The groups of vector kernels, each with the answer whether it may be used: not before the compiler has finished with it.
 *
 * <p>Scalar and vector kernels give the same bits, so the answer may change at any moment.
 */
enum VectorKernels {
    MATMUL,
    SUMS,
    ELEMENTARY,
    CONDITIONS,
    /** Only where numbers are drawn; see {@link RandomWarmUp}. */
    RANDOM;

    private static final String MODULE = "jdk.incubator.vector";

    private volatile boolean ready;

    /** True once the kernels of this group run at full speed. */
    boolean ready() {
        return ready;
    }

    void markReady() {
        ready = true;
    }

    /** Whether vector kernels are there and were not switched off. */
    static boolean enabled() {
        return available() && !switchedOff();
    }

    /** The system property {@code occam.cpu.vectors=false} switches vectors off. */
    static boolean switchedOff() {
        return "false".equals(System.getProperty("occam.cpu.vectors"));
    }

    /** Whether this JVM was started with the Vector API. */
    static boolean available() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }
}
