package dev.occam.cpu;

/** Scratch arrays that grow to the largest size asked for, so that a warm step allocates nothing. */
final class Scratch {
    private Scratch() {}

    static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }
}
