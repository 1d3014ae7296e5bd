package dev.occam.cpu.loop;

/** The operations of a loop that {@link LoopClass} writes for one value at a time; C2 makes vectors of such loops. */
final class ScalarLanes {
    private ScalarLanes() {}

    static float load(float[] array, int at) {
        return array[at];
    }

    static void store(float value, float[] array, int at) {
        array[at] = value;
    }

    static float neg(float a) {
        return -a;
    }

    static float abs(float a) {
        return Math.abs(a);
    }

    static float sqrt(float a) {
        return (float) Math.sqrt(a);
    }

    static float add(float a, float b) {
        return a + b;
    }

    static float sub(float a, float b) {
        return a - b;
    }

    static float mul(float a, float b) {
        return a * b;
    }

    static float div(float a, float b) {
        return a / b;
    }

    static float min(float a, float b) {
        return Math.min(a, b);
    }

    static float max(float a, float b) {
        return Math.max(a, b);
    }
}
