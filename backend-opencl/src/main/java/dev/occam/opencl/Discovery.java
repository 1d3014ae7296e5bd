package dev.occam.opencl;

import java.util.Comparator;
import java.util.List;
import org.lwjgl.opencl.CL;
import org.lwjgl.system.APIUtil;
import org.lwjgl.system.Configuration;

/**
 * The devices of this machine, or why there are none. Looked for once in a process: OpenCL cannot be unloaded.
 *
 * @param devices GPUs first; empty if OpenCL cannot be used
 * @param reason why there are none, without a full stop
 * @param remedy what the user can do, a sentence
 */
record Discovery(List<Hardware> devices, String reason, String remedy) {
    private static final String DRIVER = "Install a driver (for a CPU: pocl-opencl-icd) or use --backend cpu.";

    private static final Discovery NO_LOADER = none(
            "no OpenCL loader was found",
            "Install one, such as the package ocl-icd-libopencl1, and a driver, or use --backend cpu.");

    Discovery {
        devices = List.copyOf(devices);
    }

    static Discovery none(String reason, String remedy) {
        return new Discovery(List.of(), reason, remedy);
    }

    /** Found by the first who asks. */
    static Discovery ofThisMachine() {
        return OfThisMachine.FOUND;
    }

    private static final class OfThisMachine {
        static final Discovery FOUND = look();
    }

    // A driver or a loader can fail in every way that native code has; none of them may take the caller down.
    @SuppressWarnings("CatchingUnchecked")
    private static Discovery look() {
        if (Installed.HERE.hasNoLoader()) {
            return NO_LOADER;
        }
        try {
            return start();
        } catch (Exception | LinkageError e) {
            return none(
                    "OpenCL could not be started: " + e,
                    "Reinstall the OpenCL driver, start Java with --enable-native-access=ALL-UNNAMED, or use --backend cpu.");
        }
    }

    private static Discovery start() {
        // Otherwise the first failure makes the class CL unusable for good.
        Configuration.OPENCL_EXPLICIT_INIT.set(true);
        try (NativeStart ignored = NativeStart.begin()) {
            if (!isCreated() && !create()) {
                return NO_LOADER;
            }
            List<Hardware> devices = Platforms.devices().stream()
                    .sorted(Comparator.comparing(Hardware::isProcessor))
                    .toList();
            return devices.isEmpty()
                    ? none("no OpenCL platform with a device for OpenCL 1.2 was found", DRIVER)
                    : new Discovery(devices, "", "");
        }
    }

    /** Perhaps somebody else in this JVM uses OpenCL. */
    private static boolean isCreated() {
        try {
            return CL.getFunctionProvider() != null;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    private static boolean create() {
        for (String name : LoaderNames.all()) {
            if (isThere(name)) {
                CL.create(name);
                return true;
            }
        }
        return false;
    }

    /** Asked before, because LWJGL prints what it does not find. */
    private static boolean isThere(String name) {
        try {
            APIUtil.apiCreateLibrary(name).free();
            return true;
        } catch (UnsatisfiedLinkError notThere) {
            return false;
        }
    }
}
