package dev.occam.benchmark.occam;

import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Kernel;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A device that takes the time of each kernel; it waits for each, so that steps are a little slower. */
final class ProfiledDevice implements Device {
    private final Device device;
    private final List<Times> kernels = new ArrayList<>();

    ProfiledDevice(Device device) {
        this.device = device;
    }

    /** The last times of one kernel, in nanoseconds. */
    static final class Times {
        static final int KEPT = 64;

        private final String name;
        private final String listing;
        private final long[] last = new long[KEPT];
        private int count;

        private Times(String name, String listing) {
            this.name = name;
            this.listing = listing;
        }

        private void add(long nanos) {
            last[count++ % KEPT] = nanos;
        }

        String name() {
            return name;
        }

        /** What it computes. */
        String listing() {
            return listing;
        }

        double median() {
            long[] sorted = Arrays.copyOf(last, Math.min(count, KEPT));
            Arrays.sort(sorted);
            return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        }
    }

    /** In the order in which they were compiled. */
    List<Times> kernels() {
        return List.copyOf(kernels);
    }

    @Override
    public Kernel compile(Program program) {
        return timed(device.compile(program), program.name() + " " + program.space(), program.toString());
    }

    @Override
    public Kernel compile(MatMul matMul) {
        String shape = matMul.m() + "x" + matMul.k() + "x" + matMul.n();
        return timed(device.compile(matMul), "product " + shape, matMul.toString());
    }

    private Kernel timed(Kernel kernel, String name, String listing) {
        Times times = new Times(name, listing);
        kernels.add(times);
        return buffers -> {
            Launch launch = kernel.bind(buffers);
            return arguments -> {
                long start = System.nanoTime();
                launch.run(arguments);
                device.finish();
                times.add(System.nanoTime() - start);
            };
        };
    }

    @Override
    public String description() {
        return device.description();
    }

    @Override
    public Buffer allocate(int size) {
        return device.allocate(size);
    }

    @Override
    public void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count) {
        device.write(target, targetOffset, source, sourceOffset, count);
    }

    @Override
    public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
        device.read(source, sourceOffset, target, targetOffset, count);
    }

    @Override
    public boolean hasOwnMemory() {
        return device.hasOwnMemory();
    }

    @Override
    public void finish() {
        device.finish();
    }

    @Override
    public void close() {
        device.close();
    }
}
