package dev.occam.benchmark.peer;

/** A work that is ready to be done again and again. */
public interface Task extends AutoCloseable {
    /** Does the work so many times, and returns when all of it is done. */
    void run(int times);

    /**
     * Looks at what came out.
     *
     * @return what was seen, a few words
     * @throws IllegalStateException if it is wrong
     */
    String check();

    @Override
    void close();

    /** Words for a loss that fell. */
    static String falling(double first, double last) {
        if (!(last < first)) {
            throw new IllegalStateException("the loss did not fall: %.4f, then %.4f".formatted(first, last));
        }
        return "loss %.3f to %.3f".formatted(first, last);
    }
}
