package dev.occam.cpu.kernel;

/** Scratch arrays that grow to the largest size asked for, so that a warm step allocates nothing. */
public final class Scratch {
    private Scratch() {}

    public static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }
}
