package dev.occam.opencl;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * The JVM's signal handlers, put back after drivers were loaded. PoCL 3.1 and the LLVM inside it replace fifteen of them;
 * the JVM then neither sees its own faults nor integer divisions by zero, and dies or computes nonsense.
 */
final class SignalHandlers {
    private static final int LAST = 31;
    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;

    private final Libc libc;
    private final Map<Integer, byte[]> saved;

    private SignalHandlers(Libc libc, Map<Integer, byte[]> saved) {
        this.libc = libc;
        this.saved = saved;
    }

    static SignalHandlers save(Libc libc) {
        return new SignalHandlers(libc, read(libc));
    }

    /** Puts back those that changed. */
    void restore() {
        Map<Integer, byte[]> now = read(libc);
        try (MemoryStack stack = MemoryStack.stackPush()) {
            saved.forEach((signal, handler) -> {
                if (!java.util.Arrays.equals(handler, now.get(signal))) {
                    ByteBuffer buffer = stack.malloc(8, Libc.SIGACTION_BYTES).put(0, handler);
                    libc.sigaction(signal, MemoryUtil.memAddress(buffer), 0);
                }
            });
        }
    }

    private static Map<Integer, byte[]> read(Libc libc) {
        Map<Integer, byte[]> handlers = new TreeMap<>();
        try (MemoryStack stack = MemoryStack.stackPush()) {
            for (int signal = 1; signal <= LAST; signal++) {
                ByteBuffer buffer = stack.calloc(8, Libc.SIGACTION_BYTES);
                if (signal != SIGKILL
                        && signal != SIGSTOP
                        && libc.sigaction(signal, 0, MemoryUtil.memAddress(buffer))) {
                    byte[] handler = new byte[Libc.SIGACTION_BYTES];
                    buffer.get(0, handler);
                    handlers.put(signal, handler);
                }
            }
        }
        return handlers;
    }
}
