package dev.occam.opencl;

import java.util.Optional;
import org.lwjgl.system.APIUtil;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.Platform;
import org.lwjgl.system.SharedLibrary;

/** The two functions of glibc on Linux that starting OpenCL needs. */
final class Libc {
    /** Bytes of struct sigaction are 152 on x86-64 and aarch64; more do no harm. */
    static final int SIGACTION_BYTES = 160;

    private static final int REPLACE_NOT = 0;

    private final long setenv;
    private final long sigaction;

    private Libc(SharedLibrary library) {
        setenv = library.getFunctionAddress("setenv");
        sigaction = library.getFunctionAddress("sigaction");
    }

    /** Empty on other systems. */
    static Optional<Libc> load() {
        boolean supported = Platform.get() == Platform.LINUX
                && (Platform.getArchitecture() == Platform.Architecture.X64
                        || Platform.getArchitecture() == Platform.Architecture.ARM64);
        if (!supported) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Libc(APIUtil.apiCreateLibrary("libc.so.6")));
        } catch (UnsatisfiedLinkError anotherLibc) {
            return Optional.empty();
        }
    }

    /** Sets a variable for native code, unless it is set. */
    void setDefault(String variable, String value) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            JNI.invokePPI(
                    org.lwjgl.system.MemoryUtil.memAddress(stack.UTF8(variable)),
                    org.lwjgl.system.MemoryUtil.memAddress(stack.UTF8(value)),
                    REPLACE_NOT,
                    setenv);
        }
    }

    /** Replaces and asks for the handling of a signal; an address of 0 leaves that part out. */
    boolean sigaction(int signal, long replacement, long present) {
        return JNI.invokePPI(signal, replacement, present, sigaction) == 0;
    }
}
