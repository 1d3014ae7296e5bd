package dev.occam.cpu.kernel;

/**
 * The groups of vector kernels, each with the answer whether it may be used: not before the compiler has finished with it.
 *
 * <p>Scalar and vector kernels give the same bits, so the answer may change at any moment.
 */
public enum VectorKernels {
    MATMUL,
    SUMS,
    ELEMENTARY,
    CONDITIONS;

    private static final String MODULE = "jdk.incubator.vector";

    private volatile boolean ready;

    /** True once the kernels of this group run at full speed. */
    public boolean ready() {
        return ready;
    }

    public void markReady() {
        ready = true;
    }

    /** Whether vector kernels are there and were not switched off. */
    public static boolean enabled() {
        return available() && !switchedOff();
    }

    /** The system property {@code occam.cpu.vectors=false} switches vectors off. */
    public static boolean switchedOff() {
        return "false".equals(System.getProperty("occam.cpu.vectors"));
    }

    /** Whether this JVM was started with the Vector API. */
    public static boolean available() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }
}
