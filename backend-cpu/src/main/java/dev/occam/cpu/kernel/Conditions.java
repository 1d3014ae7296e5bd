package dev.occam.cpu.kernel;

/** Comparison and choice, by vectors once they are ready and otherwise without branches: the bits are the same. */
public final class Conditions {
    private Conditions() {}

    public static void lt(float[] a, float[] b, float[] r, int count) {
        if (VectorKernels.CONDITIONS.ready()) {
            VectorConditions.lt(a, b, r, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int below = a[i] < b[i] ? 1 : 0;
            r[i] = below;
        }
    }

    public static void lt(float[] a, float b, float[] r, int count) {
        if (VectorKernels.CONDITIONS.ready()) {
            VectorConditions.lt(a, b, r, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int below = a[i] < b ? 1 : 0;
            r[i] = below;
        }
    }

    public static void lt(float a, float[] b, float[] r, int count) {
        if (VectorKernels.CONDITIONS.ready()) {
            VectorConditions.lt(a, b, r, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int below = a < b[i] ? 1 : 0;
            r[i] = below;
        }
    }

    public static void select(float[] a, float[] b, float[] c, float[] r, int count) {
        if (VectorKernels.CONDITIONS.ready()) {
            VectorConditions.select(a, b, c, r, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            r[i] = choose(a[i], b[i], c[i]);
        }
    }

    public static void select(float[] a, float[] b, float c, float[] r, int count) {
        if (VectorKernels.CONDITIONS.ready()) {
            VectorConditions.select(a, b, c, r, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            r[i] = choose(a[i], b[i], c);
        }
    }

    public static void select(float[] a, float b, float[] c, float[] r, int count) {
        if (VectorKernels.CONDITIONS.ready()) {
            VectorConditions.select(a, b, c, r, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            r[i] = choose(a[i], b, c[i]);
        }
    }

    public static void select(float[] a, float b, float c, float[] r, int count) {
        if (VectorKernels.CONDITIONS.ready()) {
            VectorConditions.select(a, b, c, r, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            r[i] = choose(a[i], b, c);
        }
    }

    /** {@code condition != 0 ? yes : no}: all bits but the sign are 0 only in zeros. */
    static float choose(float condition, float yes, float no) {
        int magnitude = Float.floatToRawIntBits(condition) << 1;
        int mask = (magnitude | -magnitude) >> 31;
        return Float.intBitsToFloat(Float.floatToRawIntBits(yes) & mask | Float.floatToRawIntBits(no) & ~mask);
    }
}
