package dev.occam.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Instruction;
import dev.occam.device.Kernel;
import dev.occam.device.Launch;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.error.RunException;
import dev.occam.tensor.Reduction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CpuDeviceTest {
    private static final View EACH = View.of(0, List.of(1));
    private static final Program COPY = new Program(
            "copy", List.of(8), 0, List.of(new Instruction.Load(0, EACH), new Instruction.Store(1, EACH, 0)));

    private final CpuDevice device = new CpuDevice(1, "test");

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void aBufferThatDoesNotFitSaysWhatWasAskedAndWhatThereIs() {
        assertThatThrownBy(() -> device.allocate(Integer.MAX_VALUE))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Not enough memory for a buffer of 2,147,483,647 values (8,191 MB): ")
                .hasMessageContaining("Give Java more memory (-Xmx)");
    }

    @Test
    void aBufferOfNegativeSizeIsRefused() {
        assertThatThrownBy(() -> device.allocate(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a buffer holds at least 0 values, not -1");
    }

    @Test
    void aClosedBufferIsRefused() {
        Buffer from = device.allocate(8);
        Buffer to = device.allocate(8);
        Launch launch = device.compile(COPY).bind(List.of(from, to));
        to.close();
        to.close();

        assertThatThrownBy(() -> launch.run(new Arguments(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a buffer of 8 values was used after it was closed");
        assertThatThrownBy(() -> device.read(to, 0, new float[8], 0, 8)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aBufferOfAnotherDeviceIsRefused() {
        Kernel kernel = device.compile(COPY);
        try (CpuDevice other = new CpuDevice(1, "other")) {
            List<Buffer> buffers = List.of(device.allocate(8), other.allocate(8));

            assertThatThrownBy(() -> kernel.bind(buffers))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a buffer can be used only with the device that made it");
        }
    }

    @Test
    void tooFewBuffersAreRefused() {
        Kernel kernel = device.compile(COPY);
        List<Buffer> buffers = List.of(device.allocate(8));

        assertThatThrownBy(() -> kernel.bind(buffers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the kernel needs 2 buffers, but 1 were given");
    }

    @Test
    void aClosedDeviceIsRefused() {
        Launch launch = device.compile(COPY).bind(List.of(device.allocate(8), device.allocate(8)));
        device.close();
        device.close();

        assertThatThrownBy(() -> launch.run(new Arguments(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the CPU device was used after it was closed");
        assertThatThrownBy(() -> device.allocate(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(device::finish).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aProductOutsideOfAnEpilogueIsRefused() {
        Program program = new Program(
                "stray", List.of(8), 0, List.of(new Instruction.Product(), new Instruction.Store(0, EACH, 0)));

        assertThatThrownBy(() -> device.compile(program))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only the epilogue of a matrix product has a product line, not program stray");
    }

    @Test
    void aReductionWithoutReducedAxesIsRefused() {
        Program program = new Program(
                "sum", List.of(8), 0, List.of(new Instruction.Load(0, EACH), new Instruction.Reduce(Reduction.SUM, 0)));

        assertThatThrownBy(() -> device.compile(program))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("program sum reduces, but none of its axes is reduced");
    }

    @Test
    void aNewBufferIsZero() {
        float[] values = {1, 1, 1};

        device.read(device.allocate(3), 0, values, 0, 3);

        assertThat(values).containsOnly(0);
    }
}
