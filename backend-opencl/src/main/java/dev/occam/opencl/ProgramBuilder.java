package dev.occam.opencl;

import static org.lwjgl.opencl.CL10.*;

import dev.occam.error.RunException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** The driver's compiler. */
final class ProgramBuilder {
    private static final int LINES_OF_LOG = 6;

    private final Session session;
    private final long device;
    private final String options;

    ProgramBuilder(Session session) {
        this.session = session;
        this.device = session.hardware().handle();
        this.options = session.hardware().options();
    }

    /** Builds a source; a failure leaves it in a file. */
    long fromSource(String name, String source) {
        long program = withSource(name, source);
        int built = build(program);
        if (built == CL_SUCCESS) {
            return program;
        }
        String log = log(program).lines().limit(LINES_OF_LOG).collect(Collectors.joining("\n    "));
        clReleaseProgram(program);
        throw new RunException("The kernel for %s could not be built on %s: %s.%n    %s%n  %s"
                .formatted(name, session.hardware().name(), ClError.name(built), log, SourceFile.remark(source)));
    }

    /** Builds the source of several; empty where that fails, for which a source alone is to blame. */
    Optional<Long> fromSources(String names, String source) {
        long program = withSource(names, source);
        if (build(program) == CL_SUCCESS) {
            return Optional.of(program);
        }
        clReleaseProgram(program);
        return Optional.empty();
    }

    private long withSource(String name, String source) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer code = stack.callocInt(1);
            long program = clCreateProgramWithSource(session.context(), source, code);
            session.check(code.get(0), "taking the source of " + name);
            return program;
        }
    }

    private int build(long program) {
        return clBuildProgram(program, device, options, null, 0);
    }

    /** Empty if the driver does not want it. */
    Optional<Long> fromBinary(byte[] bytes) {
        ByteBuffer binary = MemoryUtil.memAlloc(bytes.length);
        try (MemoryStack stack = MemoryStack.stackPush()) {
            binary.put(0, bytes);
            IntBuffer status = stack.callocInt(1);
            IntBuffer code = stack.callocInt(1);
            long program = clCreateProgramWithBinary(session.context(), stack.pointers(device), binary, status, code);
            if (code.get(0) != CL_SUCCESS) {
                return Optional.empty();
            }
            if (status.get(0) == CL_SUCCESS && build(program) == CL_SUCCESS) {
                return Optional.of(program);
            }
            clReleaseProgram(program);
            return Optional.empty();
        } finally {
            MemoryUtil.memFree(binary);
        }
    }

    /** Empty if the driver does not give it. */
    Optional<byte[]> binary(long program) {
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

    /** A kernel of a built program; {@code of} says what it is for. */
    long kernel(long program, String kernel, String of) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer code = stack.callocInt(1);
            long handle = clCreateKernel(program, kernel, code);
            session.check(code.get(0), "making the kernel " + kernel + " of " + of);
            return handle;
        }
    }

    void release(long[] kernels) {
        for (long kernel : kernels) {
            clReleaseKernel(kernel);
        }
    }

    void release(long program) {
        clReleaseProgram(program);
    }

    private String log(long program) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.callocPointer(1);
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
}
