package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PoCL does to the signal handlers of a JVM, and that it is undone. */
final class SignalHandlersTest {
    @BeforeEach
    void assumeAPlatform() {
        Here.assumeAPlatform();
    }

    @Test
    void aDivisionByZeroStillThrowsAfterADeviceWasOpened() {
        try (Device device = new OpenCl().open(DeviceRequest.DEFAULT)) {
            Samples.run(device, device.compile(Samples.rectified(100)), 100, 100);
            int caught = 0;
            for (int i = 0; i < 100_000; i++) {
                caught += throwsWhenDividedBy(0) ? 1 : 0;
            }

            assertThat(caught).isEqualTo(100_000);
        }
    }

    private static boolean throwsWhenDividedBy(int divisor) {
        try {
            return 1 / divisor == Integer.MIN_VALUE;
        } catch (ArithmeticException expected) {
            return true;
        }
    }

    @Test
    void kernelsAreBuiltWhileOtherThreadsAllocateAndFault() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong faults = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> allocateAndFault(stop, faults));
            thread.start();
            threads.add(thread);
        }
        try (Device device = new OpenCl().open(DeviceRequest.DEFAULT)) {
            for (int i = 0; i < 6; i++) {
                // New in each run, so that no cache has it.
                float constant = System.nanoTime() % 1_000_000 + i / 8f;
                List<float[]> results = Samples.run(device, device.compile(sum(constant)), 1);
                assertThat(results.get(0)[0]).isEqualTo(Samples.values(1)[0] + constant);
            }
        } finally {
            stop.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(faults.get()).isPositive();
    }

    private static Program sum(float constant) {
        View each = View.of(0, List.of(1));
        return new Program(
                "sum",
                List.of(1),
                0,
                List.of(
                        new Load(0, each),
                        new Constant(constant),
                        new Apply(Elementwise.ADD, List.of(0, 1)),
                        new Store(0, each, 2)));
    }

    private static void allocateAndFault(AtomicBoolean stop, AtomicLong faults) {
        List<byte[]> kept = new ArrayList<>();
        while (!stop.get()) {
            kept.add(new byte[10_000]);
            if (kept.size() > 1000) {
                kept.clear();
            }
            if (length(kept.size() % 100 == 0 ? null : "text") < 0) {
                faults.incrementAndGet();
            }
        }
    }

    private static int length(String text) {
        try {
            return text.length();
        } catch (NullPointerException expected) {
            return -1;
        }
    }
}
