package dev.occam.opencl;

import static org.lwjgl.opencl.CL10.clEnqueueNDRangeKernel;
import static org.lwjgl.opencl.CL10.clSetKernelArg1f;
import static org.lwjgl.opencl.CL10.clSetKernelArg1l;
import static org.lwjgl.opencl.CL10.clSetKernelArg1p;

import dev.occam.device.Arguments;
import dev.occam.device.Launch;
import dev.occam.error.RunException;
import dev.occam.opencl.KernelText.Stage;
import java.util.List;
import org.lwjgl.BufferUtils;
import org.lwjgl.PointerBuffer;

/** Kernels with their buffers. Kernels are shared between launches, so all arguments are set each time. */
final class ClLaunch implements Launch {
    private final ClDevice device;
    private final String name;
    private final KernelText text;
    private final Builds.Build build;
    private final ClBuffer[] buffers;
    private final int[] numbers;
    private final int[] slots;
    private final PointerBuffer[] global;
    private final PointerBuffer[] local;

    ClLaunch(ClDevice device, String name, KernelText text, Builds.Build build, ClBuffer[] buffers) {
        this.device = device;
        this.name = name;
        this.text = text;
        this.build = build;
        this.buffers = buffers;
        this.numbers =
                text.signature().buffers().stream().mapToInt(Integer::intValue).toArray();
        this.slots =
                text.signature().scalars().stream().mapToInt(Integer::intValue).toArray();
        List<Stage> stages = text.stages();
        this.global = stages.stream()
                .map(stage -> pointer(stage.groups() * stage.local()))
                .toArray(PointerBuffer[]::new);
        this.local = stages.stream().map(stage -> pointer(stage.local())).toArray(PointerBuffer[]::new);
    }

    private static PointerBuffer pointer(long value) {
        return BufferUtils.createPointerBuffer(1).put(0, value);
    }

    @Override
    public void run(Arguments arguments) {
        device.checkOpen();
        device.session().beforeLaunch();
        long[] kernels = build.kernels();
        for (int stage = 0; stage < kernels.length; stage++) {
            long kernel = kernels[stage];
            setArguments(kernel, arguments);
            int code = clEnqueueNDRangeKernel(
                    device.session().queue(), kernel, 1, null, global[stage], local[stage], null, null);
            if (code != 0) {
                throw failed(stage, code);
            }
        }
    }

    private void setArguments(long kernel, Arguments arguments) {
        int at = 0;
        int code = 0;
        for (int number : numbers) {
            code |= clSetKernelArg1p(kernel, at++, buffers[number].handle());
        }
        for (int slot : slots) {
            code |= clSetKernelArg1f(kernel, at++, arguments.scalars()[slot]);
        }
        if (text.signature().random()) {
            code |= clSetKernelArg1l(kernel, at++, arguments.seed());
            code |= clSetKernelArg1l(kernel, at++, arguments.step());
        }
        if (text.signature().scratch()) {
            code |= clSetKernelArg1p(kernel, at, device.scratch());
        }
        device.session().check(code, "taking the arguments of " + name);
    }

    /** Some drivers build a kernel only when it is first launched, so its source may be needed here too. */
    private RunException failed(int stage, int code) {
        return new RunException("The OpenCL device %s failed while running %s (kernel %s): %s.%n  %s"
                .formatted(
                        device.session().hardware().name(),
                        name,
                        text.stages().get(stage).kernel(),
                        ClError.name(code),
                        SourceFile.remark(text.source())));
    }
}
