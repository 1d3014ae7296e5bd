package dev.occam.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.occam.device.Availability;
import dev.occam.device.Availability.Unusable;
import dev.occam.device.Availability.Usable;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;
import dev.occam.plugin.Plugin;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * All that a backend must keep. A backend that passes runs every model and every rule.
 *
 * <pre>{@code
 * class MyBackendTest implements BackendContract {
 *     @Override
 *     public Backend backend() {
 *         return new MyBackend();
 *     }
 * }
 * }</pre>
 *
 * <p>A {@link CheckingDevice} around the backend's device helps to find out who is wrong where a run fails.
 *
 * <p>Where the backend cannot run, its tests have to be skipped by the author, for instance with an assumption in
 * {@link #open}.
 */
public interface BackendContract
        extends PluginContract, DeviceContract, ElementwiseContract, ProgramContract, MatMulContract {
    @Override
    default Plugin plugin() {
        return backend();
    }

    @Test
    default void aProbeIsQuickAndGivesTheSameAgain() {
        Availability first = backend().probe();
        long start = System.nanoTime();
        Availability second = backend().probe();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(time.toMillis() < 1000, "a second probe must take less than 1 s, not " + time);
        assertEquals(first.getClass(), second.getClass(), "two probes must agree");
    }

    @Test
    default void aProbeIsTruthful() {
        Availability availability = backend().probe();
        if (availability instanceof Unusable unusable) {
            assertFalse(unusable.reason().isBlank(), "the reason why it cannot run is empty");
            assertFalse(unusable.remedy().isBlank(), "the remedy is empty");
            assertThrows(
                    RequestException.class,
                    () -> backend().open(DeviceRequest.DEFAULT),
                    "what cannot run must not open, and must say why");
            return;
        }
        Usable usable = (Usable) availability;
        assertTrue(usable.score() > 0, "the score must be above 0, not " + usable.score());
        int highest = backend().highestScore();
        assertTrue(usable.score() <= highest, "the score is " + usable.score() + ", but at most " + highest);
        for (int number = 0; number < usable.devices().size(); number++) {
            assertFalse(usable.devices().get(number).name().isBlank(), "the name of device " + number + " is empty");
            try (Device device = backend().open(new DeviceRequest(String.valueOf(number), OptionalInt.empty()))) {
                device.finish();
            }
        }
    }

    @Test
    default void aDeviceThatIsNotThereIsRefusedByName() {
        DeviceRequest request = new DeviceRequest("no such device", OptionalInt.empty());
        RequestException refusal =
                assertThrows(RequestException.class, () -> backend().open(request));
        assertTrue(
                refusal.getMessage().contains("no such device"),
                "the message must say what was asked for: " + refusal.getMessage());
    }
}
