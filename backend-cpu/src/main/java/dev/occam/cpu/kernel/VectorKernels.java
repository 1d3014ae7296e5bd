package dev.occam.cpu.kernel;

/**
 * The groups of vector kernels, the most rewarding first, each with the answer whether it may be used: not before the
 * compiler has finished with it.
 *
 * <p>Scalar and vector kernels give the same bits, so the answer may change at any moment.
 */
public enum VectorKernels {
    MATMUL("matrix products"),
    /** Runs of some dozens of values between buffers and registers; products copy with kernels of their own group. */
    COPIES("copies of short runs"),
    CONDITIONS("comparisons and choices"),
    EXP("exponentials"),
    TANH("tanh"),
    LOG("logarithms"),
    RANDOM("random numbers");

    private static final String MODULE = "jdk.incubator.vector";

    private final String work;
    private volatile boolean ready;
    private volatile boolean wanted;

    VectorKernels(String work) {
        this.work = work;
    }

    /** What these kernels do, for people. */
    public String work() {
        return work;
    }

    /** True once the kernels of this group run at full speed. Who asks wants them: only those are compiled. */
    public boolean ready() {
        if (ready) {
            return true;
        }
        if (!wanted) {
            wanted = true;
        }
        return false;
    }

    /** Whether someone asked for this group, and had to do without. */
    public boolean isWanted() {
        return wanted && !ready;
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
