package dev.occam.testkit;

import dev.occam.device.Arguments;
import dev.occam.device.Availability;
import dev.occam.device.Availability.Unusable;
import dev.occam.device.Backend;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.device.Launch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes with buffers, launches and probes are found. */
class DeviceDefectsTest {
    @Test
    void memoryThatIsNotClearedIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.contract(() -> new DefectiveDevice() {
                    @Override
                    public Buffer allocate(int size) {
                        Buffer buffer = super.allocate(size);
                        write(buffer, 0, Programs.poison(size), 0, size);
                        return buffer;
                    }
                }),
                DeviceContract::aNewBufferHoldsZeros);
    }

    @Test
    void aLostCopyOffsetIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.contract(() -> new DefectiveDevice() {
                    @Override
                    public void read(Buffer source, int sourceOffset, float[] target, int targetOffset, int count) {
                        super.read(source, 0, target, targetOffset, count);
                    }
                }),
                DeviceContract::valuesAreCopiedBetweenOffsets);
    }

    @Test
    void aDeviceThatDoesNotCloseIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.contract(() -> new DefectiveDevice() {
                    @Override
                    public void close() {}
                }),
                DeviceContract::aClosedDeviceRefusesEveryCall);
    }

    @Test
    void aForeignBufferThatIsTakenIsFound() {
        // One device for all: every buffer is its own.
        Device one = new DefectiveDevice();
        DefectiveDevice.caught(DefectiveDevice.contract(() -> one), DeviceContract::aBufferOfAnotherDeviceIsRefused);
    }

    @Test
    void aLaunchThatUsesAClosedBufferIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.launching(launch -> arguments -> {
                    try {
                        launch.run(arguments);
                    } catch (IllegalStateException e) {
                        arguments.random(0, 0); // as if nothing had happened
                    }
                }),
                DeviceContract::aLaunchWithAClosedBufferIsRefused);
    }

    @Test
    void launchesThatWaitTooLongAreFound() {
        DefectiveDevice.caught(
                DefectiveDevice.launching(launch -> {
                    List<Arguments> waiting = new ArrayList<>();
                    Launch late = arguments -> {
                        waiting.forEach(launch::run);
                        waiting.clear();
                        waiting.add(arguments);
                    };
                    return late;
                }),
                DeviceContract::launchesReadsAndWritesHappenInTheirOrder);
    }

    @Test
    void aProbeThatPromisesTooMuchIsFound() {
        DefectiveDevice.caught(backend(new ReferenceBackend().probe(), false), BackendContract::aProbeIsTruthful);
        DefectiveDevice.caught(
                backend(new Unusable("no device was found", "Install one."), true), BackendContract::aProbeIsTruthful);
        DefectiveDevice.caught(backend(new Unusable("", "Install one."), false), BackendContract::aProbeIsTruthful);
        DefectiveDevice.caught(
                backend(new ReferenceBackend().probe(), true), BackendContract::aDeviceThatIsNotThereIsRefusedByName);
    }

    @Test
    void aSlowProbeIsFound() {
        DefectiveDevice.caught(
                () -> new Backend() {
                    @Override
                    public Availability probe() {
                        long end = System.nanoTime() + 1_050_000_000;
                        while (System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                        return new ReferenceBackend().probe();
                    }

                    @Override
                    public Device open(DeviceRequest request) {
                        return new ReferenceDevice();
                    }
                },
                BackendContract::aProbeIsQuickAndGivesTheSameAgain);
    }

    private static BackendContract backend(Availability availability, boolean opens) {
        return () -> new Backend() {
            @Override
            public Availability probe() {
                return availability;
            }

            @Override
            public Device open(DeviceRequest request) {
                if (!opens) {
                    throw new AssertionError("cannot open");
                }
                return new ReferenceDevice();
            }
        };
    }
}
