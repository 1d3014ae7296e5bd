package dev.occam.engine.file;

import dev.occam.error.RequestException;

/** Refuses data that cannot fit before anything is allocated for them. */
public final class Memory {
    private Memory() {}

    /**
     * Number of values as an array length.
     *
     * @throws RequestException if an array or the heap of this JVM cannot hold {@code count} float32 values
     */
    public static int floats(String what, long count) {
        // The JDK's collections stop a few elements short of 2^31 as well: some JVMs keep header words in an array.
        if (count > Integer.MAX_VALUE - 8) {
            throw new RequestException(
                    "%s needs %s values; at most 2147483639 (2^31 - 9) fit in one array.\n  Use fewer rows or columns."
                            .formatted(what, count));
        }
        long heap = Runtime.getRuntime().maxMemory();
        if (count * Float.BYTES > heap) {
            throw new RequestException(
                    "%s needs %s of memory; this JVM may use %s.\n  Use fewer rows, or a larger heap (java -Xmx)."
                            .formatted(what, Printable.bytes(count * Float.BYTES), Printable.bytes(heap)));
        }
        return (int) count;
    }

    /** The product of sizes that are not negative, or {@link Long#MAX_VALUE} if it is larger than that. */
    public static long product(long... sizes) {
        long product = 1;
        boolean overflow = false;
        for (long size : sizes) {
            if (size == 0) {
                return 0;
            }
            overflow |= product > Long.MAX_VALUE / size;
            product = overflow ? Long.MAX_VALUE : product * size;
        }
        return product;
    }
}
