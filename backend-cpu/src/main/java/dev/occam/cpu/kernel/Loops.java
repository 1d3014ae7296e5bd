package dev.occam.cpu.kernel;

/**
 * The tight loops of element-wise operations.
 *
 * <p>All arrays start at 0 and have one induction variable, so that the compiler makes vectors of them; with offsets it
 * could not rule out that stores overlap with later loads.
 */
public final class Loops {
    private Loops() {}

    public static void neg(float[] a, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = -a[i];
        }
    }

    public static void abs(float[] a, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = Math.abs(a[i]);
        }
    }

    public static void sqrt(float[] a, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = (float) Math.sqrt(a[i]);
        }
    }

    public static void floor(float[] a, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = (float) Math.floor(a[i]);
        }
    }

    public static void add(float[] a, float[] b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a[i] + b[i];
        }
    }

    public static void add(float[] a, float b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a[i] + b;
        }
    }

    public static void sub(float[] a, float[] b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a[i] - b[i];
        }
    }

    public static void sub(float[] a, float b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a[i] - b;
        }
    }

    public static void sub(float a, float[] b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a - b[i];
        }
    }

    public static void mul(float[] a, float[] b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a[i] * b[i];
        }
    }

    public static void mul(float[] a, float b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a[i] * b;
        }
    }

    public static void div(float[] a, float[] b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a[i] / b[i];
        }
    }

    public static void div(float[] a, float b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a[i] / b;
        }
    }

    public static void div(float a, float[] b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = a / b[i];
        }
    }

    public static void min(float[] a, float[] b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = Math.min(a[i], b[i]);
        }
    }

    public static void min(float[] a, float b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = Math.min(a[i], b);
        }
    }

    public static void max(float[] a, float[] b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = Math.max(a[i], b[i]);
        }
    }

    public static void max(float[] a, float b, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = Math.max(a[i], b);
        }
    }
}
