package dev.occam.cpu.kernel;

/** Where {@code value + i·stride} is in [0, limit), for i from 0 on: one range of i, perhaps empty. */
public final class Inside {
    private Inside() {}

    /** The first i of the range. */
    public static int first(int value, int stride, int limit) {
        if (stride == 0) {
            return value < 0 || value >= limit ? Integer.MAX_VALUE : 0;
        }
        if (stride == 1) {
            return Math.max(0, -value);
        }
        return Math.max(0, stride > 0 ? ceilDiv(-value, stride) : ceilDiv(value - limit + 1, -stride));
    }

    /** The end of the range, exclusive. */
    public static int end(int value, int stride, int limit) {
        if (stride == 0) {
            return Integer.MAX_VALUE;
        }
        if (stride == 1) {
            return limit - value;
        }
        return stride > 0 ? ceilDiv(limit - value, stride) : Math.floorDiv(value, -stride) + 1;
    }

    private static int ceilDiv(int value, int divisor) {
        return -Math.floorDiv(-value, divisor);
    }
}
