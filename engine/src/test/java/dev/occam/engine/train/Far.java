package dev.occam.engine.train;

import com.google.auto.service.AutoService;
import dev.occam.cpu.Cpu;
import dev.occam.device.Availability;
import dev.occam.device.Backend;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.device.Kernel;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.error.RunException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The CPU behind a narrow bridge: counts what crosses it, has little room, and is lost when told so. Usable in its test only. */
@AutoService(Backend.class)
public record Far() implements Backend {
    static final AtomicLong WRITTEN = new AtomicLong();
    static boolean usable;
    static int largestBuffer;
    static int writesUntilLost;

    static void reset() {
        WRITTEN.set(0);
        usable = true;
        largestBuffer = Integer.MAX_VALUE;
        writesUntilLost = Integer.MAX_VALUE;
    }

    @Override
    public int highestScore() {
        return 1;
    }

    @Override
    public Availability probe() {
        return usable
                ? new Availability.Usable(1, List.of(new Availability.DeviceSummary("far", 1L << 30)), "")
                : new Availability.Unusable("the bridge is closed", "Use --backend cpu.");
    }

    @Override
    public Device open(DeviceRequest request) {
        Device near = new Cpu().open(request);
        return new Device() {
            @Override
            public boolean hasOwnMemory() {
                return true;
            }

            @Override
            public String description() {
                return "far";
            }

            @Override
            public Buffer allocate(int size) {
                if (size > largestBuffer) {
                    throw new RunException("far: %d values asked, %d are free".formatted(size, largestBuffer));
                }
                return near.allocate(size);
            }

            @Override
            public void write(Buffer target, int targetOffset, float[] source, int sourceOffset, int count) {
                if (--writesUntilLost < 0) {
                    throw new RunException("far: the device was lost");
                }
                WRITTEN.addAndGet(count);
                near.write(target, targetOffset, source, sourceOffset, count);
            }

            @Override
            public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
                near.read(source, sourceOffset, target, targetOffset, count);
            }

            @Override
            public Kernel compile(Program program) {
                return near.compile(program);
            }

            @Override
            public Kernel compile(MatMul matMul) {
                return near.compile(matMul);
            }

            @Override
            public void finish() {
                near.finish();
            }

            @Override
            public void close() {
                near.close();
            }
        };
    }
}
