package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.DeviceRequest;
import dev.occam.device.Instruction;
import dev.occam.device.Kernel;
import dev.occam.device.Launch;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.error.RequestException;
import dev.occam.error.RunException;
import dev.occam.opencl.KernelText.Stage;
import dev.occam.tensor.Reduction;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

final class ClDeviceTest {
    private static final View EACH = View.of(0, List.of(1));

    private ClDevice device;

    @BeforeEach
    void open() {
        Here.assumeAPlatform();
        device = (ClDevice) new OpenCl().open(DeviceRequest.DEFAULT);
    }

    @AfterEach
    void close() {
        if (device != null) {
            device.close();
        }
    }

    @Test
    void aBufferThatDoesNotFitSaysWhatWasAskedAndWhatThereIs() {
        Hardware here = device.session().hardware();
        Hardware small = new Hardware(
                here.platform(),
                here.handle(),
                "Small",
                here.driver(),
                here.isProcessor(),
                3 << 20,
                2 << 20,
                1,
                4,
                1,
                false);
        try (ClDevice full = new ClDevice(small, small.target())) {
            Buffer first = full.allocate(1 << 18);
            full.allocate(1 << 18);

            assertThatThrownBy(() -> full.allocate(1 << 19))
                    .isInstanceOf(RunException.class)
                    .hasMessage(
                            "Not enough memory on Small for a buffer of 524,288 values (2 MB): 2 MB of 3 MB are in use by"
                                    + " this run, and one buffer may have 2 MB.%n".formatted()
                                    + "  Make the batch or the model smaller, or use another device.");

            first.close();
            assertThat(full.allocate(1 << 19).size()).isEqualTo(1 << 19);
        }
    }

    @Test
    void aBufferOfNegativeSizeIsRefused() {
        assertThatThrownBy(() -> device.allocate(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a buffer holds at least 0 values, not -1");
    }

    @Test
    void manyValuesGoThereAndBack() {
        int size = 3_000_001;
        float[] values = Samples.values(size);
        Buffer buffer = device.allocate(size);
        float[] found = new float[size];

        device.write(buffer, 0, values, 0, size);
        device.read(buffer, 0, found, 0, size);

        assertThat(found).isEqualTo(values);
    }

    @Test
    void aRangeOutsideOfTheBufferIsRefused() {
        Buffer buffer = device.allocate(4);

        assertThatThrownBy(() -> device.write(buffer, 2, new float[4], 0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aKernelThatCannotBeBuiltLeavesItsSource() throws IOException {
        KernelText broken = text("kernel void broken() { this is not C; }\n", "broken");
        KernelText sound = text("kernel void sound() {}\n", "sound");
        try (Builds builds = new Builds(
                device.session(),
                new BinaryCache(Path.of("nowhere"), device.session().hardware()))) {
            Builds.Build before = builds.of("update of V", sound);
            Builds.Build update = builds.of("update of W", broken);

            RunException failure = org.junit.jupiter.api.Assertions.assertThrows(RunException.class, update::kernels);

            assertThat(failure)
                    .hasMessageStartingWith("The kernel for update of W could not be built on ")
                    .hasMessageContaining("build program failure (-11)")
                    .hasMessageContaining("error:");
            Matcher file = Pattern.compile("The kernel's source is in (.*)\\.").matcher(failure.getMessage());
            assertThat(file.find()).isTrue();
            assertThat(Path.of(file.group(1)))
                    .content(StandardCharsets.UTF_8)
                    .contains("{ this is not C; }")
                    .doesNotContain("sound");
            Files.delete(Path.of(file.group(1)));
            assertThat(before.kernels()).hasSize(1);
        }
    }

    private static KernelText text(String source, String kernel) {
        Signature none = new Signature(List.of(), List.of(), List.of(), false, false);
        return new KernelText(Map.of(), source, List.of(new Stage(kernel, 1, 1)), none, 0);
    }

    @Test
    void anErrorOfTheDriverNamesTheDeviceAndWhatFailed() {
        assertThatThrownBy(() -> ClError.check(-5, "finishing its work", SelectionTest.device("Green H200", false)))
                .isInstanceOf(RunException.class)
                .hasMessage("The OpenCL device Green H200 failed while finishing its work: out of resources (-5).%n"
                                .formatted()
                        + "  If it goes on, use another device or --backend cpu.");
    }

    @Test
    void aClosedBufferIsRefusedByALaunch() {
        Buffer from = device.allocate(8);
        Buffer to = device.allocate(8);
        Launch launch = device.compile(Samples.rectified(8)).bind(List.of(from, to));
        to.close();

        assertThatThrownBy(() -> launch.run(new Arguments(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a buffer of 8 values was used after it was closed");
    }

    @Test
    void tooFewBuffersAreRefused() {
        Kernel kernel = device.compile(Samples.rectified(8));
        List<Buffer> buffers = List.of(device.allocate(8));

        assertThatThrownBy(() -> kernel.bind(buffers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the kernel needs 2 buffers, but 1 were given");
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
    void anUnknownDeviceIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> new OpenCl().open(new DeviceRequest("gpu of dreams", OptionalInt.empty())))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("backend \"opencl\" has no device \"gpu of dreams\". Devices: 0 (");
    }

    @Test
    void launchesAndWritesReturnBeforeTheDeviceIsDone() {
        int size = 512;
        Buffer left = device.allocate(size * size);
        Buffer right = device.allocate(size * size);
        Buffer product = device.allocate(size * size);
        Launch multiply = device.compile(Samples.plain(size, size, size)).bind(List.of(left, right, product));
        float[] values = Samples.values(size * size);
        Arguments arguments = new Arguments(0);
        device.write(left, 0, values, 0, values.length);
        multiply.run(arguments);
        device.finish();

        for (int i = 0; i < 300; i++) {
            multiply.run(arguments);
        }
        device.write(left, 0, values, 0, values.length);
        device.write(right, 0, values, 0, values.length);
        multiply.run(arguments);

        assertThat(isDoneWithin(10)).isFalse();
        assertThat(isDoneWithin(300_000)).isTrue();
    }

    /** Whether all that is queued is done after so many milliseconds at most. */
    private boolean isDoneWithin(long millis) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer event = stack.callocPointer(1);
            CL12.clEnqueueMarkerWithWaitList(device.session().queue(), null, event);
            IntBuffer status = stack.callocInt(1);
            long deadline = System.nanoTime() + millis * 1_000_000;
            do {
                CL10.clGetEventInfo(event.get(0), CL10.CL_EVENT_COMMAND_EXECUTION_STATUS, status, null);
            } while (status.get(0) != CL10.CL_COMPLETE && System.nanoTime() < deadline);
            CL10.clReleaseEvent(event.get(0));
            return status.get(0) == CL10.CL_COMPLETE;
        }
    }

    @Test
    void tenThousandLaunchesNeedNoMoreMemory() {
        Buffer weights = device.allocate(1000);
        Buffer gradient = device.allocate(1000);
        Buffer penalty = device.allocate(1);
        Launch update = device.compile(Samples.update(1000)).bind(List.of(weights, gradient, penalty));
        Arguments arguments = new Arguments(1);
        update.run(arguments);
        device.finish();
        long allocated = device.allocatedBytes();
        long before = ResidentMemory.bytes();

        for (int step = 0; step < 10_000; step++) {
            update.run(arguments);
        }
        device.finish();

        assertThat(device.allocatedBytes()).isEqualTo(allocated);
        assertThat(ResidentMemory.bytes() - before).isLessThan(64 << 20);
    }
}
