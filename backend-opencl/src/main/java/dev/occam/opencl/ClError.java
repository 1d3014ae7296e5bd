package dev.occam.opencl;

import dev.occam.error.RunException;
import java.util.Map;

/** Error codes of OpenCL. */
final class ClError {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(-1, "device not found"),
            Map.entry(-2, "device not available"),
            Map.entry(-3, "compiler not available"),
            Map.entry(-4, "memory object allocation failure"),
            Map.entry(-5, "out of resources"),
            Map.entry(-6, "out of host memory"),
            Map.entry(-11, "build program failure"),
            Map.entry(-14, "an earlier command failed"),
            Map.entry(-36, "invalid command queue, or the device was lost"),
            Map.entry(-52, "invalid kernel arguments"),
            Map.entry(-54, "invalid work-group size"),
            Map.entry(-61, "invalid buffer size"));

    private ClError() {}

    static String name(int code) {
        return NAMES.containsKey(code) ? "%s (%d)".formatted(NAMES.get(code), code) : "error " + code;
    }

    /**
     * Does nothing for the code of success.
     *
     * @param what was to be done, as in "running the kernel"
     */
    static void check(int code, String what, Hardware hardware) {
        if (code != 0) {
            throw new RunException(
                    "The OpenCL device %s failed while %s: %s.%n  If it goes on, use another device or --backend cpu."
                            .formatted(hardware.name(), what, name(code)));
        }
    }
}
