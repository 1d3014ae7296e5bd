package dev.occam.cpu.kernel;

/** Elementary functions over arrays: {@code y[yo + i] = f(x[xo + i])} for i below n; x and y may be the same. */
public final class Elementary {
    private Elementary() {}

    public static void exp(float[] x, int xo, float[] y, int yo, int n) {
        if (VectorKernels.EXP.ready()) {
            VectorElementary.exp(x, xo, y, yo, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yo + i] = ScalarElementary.exp(x[xo + i]);
        }
    }

    public static void log(float[] x, int xo, float[] y, int yo, int n) {
        if (VectorKernels.LOG.ready()) {
            VectorElementary.log(x, xo, y, yo, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yo + i] = ScalarElementary.log(x[xo + i]);
        }
    }

    public static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        if (VectorKernels.TANH.ready()) {
            VectorElementary.tanh(x, xo, y, yo, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yo + i] = ScalarElementary.tanh(x[xo + i]);
        }
    }
}
