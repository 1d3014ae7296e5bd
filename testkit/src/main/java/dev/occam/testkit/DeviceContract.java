package dev.occam.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Launch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How a device treats its buffers, and the order of what it is told. */
public interface DeviceContract extends BackendUnderTest {
    @Test
    default void aDeviceSaysWhatItIs() {
        try (Device device = open(1)) {
            assertFalse(device.description().isBlank(), "the description is empty");
        }
    }

    @Test
    default void aNewBufferHoldsZeros() {
        try (Device device = open(1)) {
            for (int size : new int[] {0, 1, 15, 16, 17, 100_003}) {
                try (Buffer buffer = device.allocate(size)) {
                    assertEquals(size, buffer.size(), "the size of a buffer");
                    float[] values = new float[size];
                    Arrays.fill(values, 1);
                    device.read(buffer, 0, values, 0, size);
                    assertArrayEquals(new float[size], values, "a new buffer of " + size);
                    device.write(buffer, 0, Programs.poison(size), 0, size);
                }
            }
        }
    }

    @Test
    default void valuesAreCopiedBetweenOffsets() {
        try (Device device = open(1);
                Buffer buffer = device.allocate(10)) {
            float[] source = {1, 2, 3, 4, 5, 6, 7};
            device.write(buffer, 3, source, 1, 5);
            device.write(buffer, 9, source, 0, 1);
            device.write(buffer, 10, source, 7, 0);
            float[] target = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
            device.read(buffer, 2, target, 1, 8);
            assertArrayEquals(new float[] {-1, 0, 2, 3, 4, 5, 6, 0, 1, -1, -1}, target);
        }
    }

    @Test
    default void whatIsWrittenIsACopy() {
        try (Device device = open(1);
                Buffer buffer = device.allocate(1)) {
            float[] source = {1};
            device.write(buffer, 0, source, 0, 1);
            source[0] = 2;
            float[] target = new float[1];
            device.read(buffer, 0, target, 0, 1);
            assertEquals(1, target[0]);
        }
    }

    @Test
    default void launchesReadsAndWritesHappenInTheirOrder() {
        try (Device device = open(2);
                Buffer from = device.allocate(1000);
                Buffer to = device.allocate(1000)) {
            Launch copy = Programs.copy(device, from, to, 1000);
            float[] values = new float[1000];
            for (int round = 1; round <= 5; round++) {
                Arrays.fill(values, round);
                device.write(from, 0, values, 0, 1000);
                copy.run(new Arguments(0));
                Arrays.fill(values, -1);
                device.write(from, 0, values, 0, 1000);
                device.read(to, 0, values, 0, 1000);
                assertEquals(round, values[999], "the last value after round " + round);
            }
            device.finish();
        }
    }

    @Test
    default void aClosedDeviceRefusesEveryCall() {
        Device device = open(1);
        Buffer buffer = device.allocate(4);
        Launch launch = Programs.copy(device, buffer, buffer, 4);
        device.close();
        device.close();
        float[] values = new float[4];
        assertThrows(IllegalStateException.class, () -> device.allocate(1), "allocate");
        assertThrows(IllegalStateException.class, () -> device.write(buffer, 0, values, 0, 4), "write");
        assertThrows(IllegalStateException.class, () -> device.read(buffer, 0, values, 0, 4), "read");
        assertThrows(IllegalStateException.class, () -> device.compile(Programs.copy(4)), "compile");
        assertThrows(IllegalStateException.class, () -> launch.run(new Arguments(0)), "run");
        assertThrows(IllegalStateException.class, device::finish, "finish");
        buffer.close();
    }

    @Test
    default void aClosedBufferIsRefused() {
        try (Device device = open(1)) {
            Buffer buffer = device.allocate(4);
            buffer.close();
            buffer.close();
            float[] values = new float[4];
            assertThrows(IllegalStateException.class, () -> device.write(buffer, 0, values, 0, 4), "write");
            assertThrows(IllegalStateException.class, () -> device.read(buffer, 0, values, 0, 4), "read");
        }
    }

    @Test
    default void aLaunchWithAClosedBufferIsRefused() {
        try (Device device = open(1);
                Buffer from = device.allocate(4)) {
            Buffer to = device.allocate(4);
            Launch launch = Programs.copy(device, from, to, 4);
            to.close();
            assertThrows(IllegalStateException.class, () -> launch.run(new Arguments(0)), "run");
            device.finish();
        }
    }

    @Test
    default void aBufferOfAnotherDeviceIsRefused() {
        try (Device device = open(1);
                Device other = open(1);
                Buffer foreign = other.allocate(4)) {
            float[] values = new float[4];
            assertThrows(IllegalStateException.class, () -> device.write(foreign, 0, values, 0, 4), "write");
            assertThrows(IllegalStateException.class, () -> device.read(foreign, 0, values, 0, 4), "read");
            assertThrows(IllegalStateException.class, () -> Programs.copy(device, foreign, foreign, 4), "bind");
        }
    }
}
