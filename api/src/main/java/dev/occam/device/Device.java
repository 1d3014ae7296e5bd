package dev.occam.device;

/**
 * An opened device: it holds buffers, compiles programs and runs them in order. Used by one thread at a time.
 *
 * <p>After {@link #close} every call throws {@link IllegalStateException}, as does a buffer of another device.
 */
public interface Device extends AutoCloseable {
    /** What it is, for people: for instance "CPU, 2 threads, 512-bit vectors". */
    String description();

    /**
     * A buffer of this many values, all 0.
     *
     * @throws dev.occam.error.RunException if there is not enough memory; the message says how much was asked and how much there is
     */
    Buffer allocate(int size);

    /** Copies {@code count} values of an array into a buffer. */
    void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count);

    /** Copies {@code count} values of a buffer into an array, after all earlier launches. */
    void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count);

    Kernel compile(Program program);

    Kernel compile(MatMul matMul);

    /**
     * Whether its buffers lie in a memory of its own. Then the engine keeps there what steps read again and again, where it
     * fits. False unless overridden: buffers are as near as arrays.
     */
    default boolean hasOwnMemory() {
        return false;
    }

    /** Waits until all launches are done. */
    void finish();

    @Override
    void close();
}
