package dev.occam.cpu;

/** Whether vector kernels may be used: the module is there and the compiler has finished with them. */
final class VectorReadiness {
    private static final String MODULE = "jdk.incubator.vector";
    private static volatile boolean ready;

    private VectorReadiness() {}

    /** True once vector kernels run at full speed. Scalar and vector kernels give the same bits, so any moment will do. */
    static boolean ready() {
        return ready;
    }

    /** Whether this JVM was started with the Vector API. */
    static boolean available() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    static void markReady() {
        ready = true;
    }
}
