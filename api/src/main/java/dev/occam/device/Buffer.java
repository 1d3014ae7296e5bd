package dev.occam.device;

/** Float32 values on a {@link Device}. A buffer is used only with the device that made it. */
public interface Buffer extends AutoCloseable {
    /** Number of values. */
    int size();

    /** Gives the memory back; closing twice does nothing. What uses it afterwards throws {@link IllegalStateException}. */
    @Override
    void close();
}
