package dev.occam.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * The buffers of a trial while it is made up. Regions lie behind one another at odd places; all that is not meant to be read
 * holds NaNs, each with bits of its own.
 */
final class Memory {
    private final Random random;
    private final List<List<Float>> buffers = new ArrayList<>();

    Memory(Random random, int buffers) {
        this.random = random;
        for (int buffer = 0; buffer < buffers; buffer++) {
            this.buffers.add(new ArrayList<>());
        }
    }

    /** A number of one of the buffers. */
    int anyBuffer() {
        return random.nextInt(buffers.size());
    }

    /** A region of NaNs; gives its offset. */
    int reserve(int buffer, int size) {
        List<Float> values = buffers.get(buffer);
        poison(values, random.nextInt(5));
        int offset = values.size();
        poison(values, size);
        return offset;
    }

    /** A region of values; gives its offset. */
    int fill(int buffer, int size, DoubleSupplier next) {
        int offset = reserve(buffer, size);
        for (int i = 0; i < size; i++) {
            buffers.get(buffer).set(offset + i, (float) next.getAsDouble());
        }
        return offset;
    }

    /** A region of ordinary values, among them 0, 1 and −1. */
    int fill(int buffer, int size) {
        return fill(buffer, size, this::value);
    }

    /** An ordinary value. */
    double value() {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> -1;
            case 3 -> random.nextInt(9) - 4;
            case 4 -> random.nextGaussian() * 1e-3;
            default -> random.nextGaussian();
        };
    }

    /** What the buffers hold, with some NaNs behind. */
    List<float[]> contents() {
        List<float[]> contents = new ArrayList<>();
        for (List<Float> values : buffers) {
            poison(values, random.nextInt(5));
            float[] array = new float[values.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = values.get(i);
            }
            contents.add(array);
        }
        return contents;
    }

    private static void poison(List<Float> values, int count) {
        for (int i = 0; i < count; i++) {
            values.add(poison(values.size()));
        }
    }

    /** A NaN that tells from where it comes. */
    static float poison(int element) {
        return Float.intBitsToFloat(0x7fc00000 | (element & 0x3fffff));
    }
}
