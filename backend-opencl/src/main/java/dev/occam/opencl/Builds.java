package dev.occam.opencl;

import static org.lwjgl.opencl.CL10.*;

import dev.occam.error.RunException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** Builds kernels, each source once in the life of a device, and where a cache holds its binary not at all. */
final class Builds implements AutoCloseable {
    private static final int LINES_OF_LOG = 6;

    private final Session session;
    private final BinaryCache cache;
    private final Map<String, Long> programs = new HashMap<>();
    private final Map<String, long[]> kernels = new HashMap<>();

    Builds(Session session, BinaryCache cache) {
        this.session = session;
        this.cache = cache;
    }

    /** The kernels of a text, one for each stage. */
    long[] kernels(String name, KernelText text) {
        return text.stages().isEmpty()
                ? new long[0]
                : kernels.computeIfAbsent(text.source(), source -> make(name, text));
    }

    private long[] make(String name, KernelText text) {
        long program = program(name, text.source());
        programs.put(text.source(), program);
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer code = stack.callocInt(1);
            return text.stages().stream()
                    .mapToLong(stage -> {
                        long kernel = clCreateKernel(program, stage.kernel(), code);
                        session.check(code.get(0), "making the kernel " + stage.kernel() + " of " + name);
                        return kernel;
                    })
                    .toArray();
        }
    }

    private long program(String name, String source) {
        Optional<byte[]> binary = cache.isOn() ? cache.get(source) : Optional.empty();
        if (binary.isPresent()) {
            long program = fromBinary(binary.get());
            if (program != 0) {
                return program;
            }
        }
        long program = fromSource(name, source);
        if (cache.isOn()) {
            binary(program).ifPresent(bytes -> cache.put(source, bytes));
        }
        return program;
    }

    private long fromSource(String name, String source) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer code = stack.callocInt(1);
            long program = clCreateProgramWithSource(session.context(), source, code);
            session.check(code.get(0), "taking the source of " + name);
            int built = clBuildProgram(
                    program, session.hardware().handle(), session.hardware().options(), null, 0);
            if (built == CL_SUCCESS) {
                return program;
            }
            String log = log(program).lines().limit(LINES_OF_LOG).collect(Collectors.joining("\n    "));
            clReleaseProgram(program);
            throw new RunException("The kernel for %s could not be built on %s: %s.%n    %s%n  %s"
                    .formatted(name, session.hardware().name(), ClError.name(built), log, SourceFile.remark(source)));
        }
    }

    /** 0 if the driver does not want it. */
    private long fromBinary(byte[] bytes) {
        ByteBuffer binary = MemoryUtil.memAlloc(bytes.length);
        try (MemoryStack stack = MemoryStack.stackPush()) {
            binary.put(0, bytes);
            IntBuffer status = stack.callocInt(1);
            IntBuffer code = stack.callocInt(1);
            PointerBuffer device = stack.pointers(session.hardware().handle());
            long program = clCreateProgramWithBinary(session.context(), device, binary, status, code);
            if (code.get(0) != CL_SUCCESS) {
                return 0;
            }
            boolean built = status.get(0) == CL_SUCCESS
                    && clBuildProgram(
                                    program,
                                    session.hardware().handle(),
                                    session.hardware().options(),
                                    null,
                                    0)
                            == CL_SUCCESS;
            if (built) {
                return program;
            }
            clReleaseProgram(program);
            return 0;
        } finally {
            MemoryUtil.memFree(binary);
        }
    }

    private Optional<byte[]> binary(long program) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.callocPointer(1);
            if (clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, size, null) != CL_SUCCESS || size.get(0) == 0) {
                return Optional.empty();
            }
            ByteBuffer binary = MemoryUtil.memAlloc((int) size.get(0));
            try {
                PointerBuffer place = stack.pointers(binary);
                if (clGetProgramInfo(program, CL_PROGRAM_BINARIES, place, null) != CL_SUCCESS) {
                    return Optional.empty();
                }
                byte[] bytes = new byte[binary.remaining()];
                binary.get(0, bytes);
                return Optional.of(bytes);
            } finally {
                MemoryUtil.memFree(binary);
            }
        }
    }

    private String log(long program) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.callocPointer(1);
            long device = session.hardware().handle();
            int code = clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, (ByteBuffer) null, size);
            if (code != CL_SUCCESS || size.get(0) <= 1) {
                return "the driver says no more";
            }
            ByteBuffer text = MemoryUtil.memAlloc((int) size.get(0));
            try {
                clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, text, null);
                return MemoryUtil.memUTF8(text, text.remaining() - 1);
            } finally {
                MemoryUtil.memFree(text);
            }
        }
    }

    @Override
    public void close() {
        kernels.values().forEach(handles -> {
            for (long kernel : handles) {
                clReleaseKernel(kernel);
            }
        });
        programs.values().forEach(org.lwjgl.opencl.CL10::clReleaseProgram);
    }
}
