package dev.occam.cpu;

final class Elementary {
    private Elementary() {}

    static void exp(float[] x, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = (float) Math.exp(x[i]);
        }
    }

    static void log(float[] x, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = (float) Math.log(x[i]);
        }
    }

    static void tanh(float[] x, float[] r, int count) {
        for (int i = 0; i < count; i++) {
            r[i] = (float) Math.tanh(x[i]);
        }
    }
}
