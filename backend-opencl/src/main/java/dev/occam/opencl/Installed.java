package dev.occam.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What files say about the drivers of this machine, because loading them takes up to two seconds.
 *
 * @param linkerCache where the dynamic linker keeps the names of libraries
 * @param vendors the folder in which drivers are announced to the loader
 * @param environment variables
 */
record Installed(Path linkerCache, Path vendors, Map<String, String> environment) {
    /** Variables that make loaders look elsewhere. */
    private static final Set<String> ELSEWHERE = Set.of(
            "OCL_ICD_VENDORS",
            "OCL_ICD_FILENAMES",
            "OPENCL_VENDOR_PATH",
            "POCL_DEVICES",
            "LD_LIBRARY_PATH",
            "LD_PRELOAD");

    static final Installed HERE =
            new Installed(Path.of("/etc/ld.so.cache"), Path.of("/etc/OpenCL/vendors"), System.getenv());

    /** Whether there is no OpenCL loader; false where that is not known. */
    boolean hasNoLoader() {
        if (!isUsual()) {
            return false;
        }
        try {
            String names = Files.readString(linkerCache, StandardCharsets.ISO_8859_1);
            return !names.contains("libOpenCL.so");
        } catch (IOException anotherLinker) {
            return false;
        }
    }

    /** Whether there can only be devices that are processors, or none; false where that is not known. */
    boolean hasProcessorsOnly() {
        return isUsual() && NvidiaLibrary.variables().isEmpty() && allDriversArePocl();
    }

    private boolean isUsual() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("org.lwjgl.opencl.libname") == null
                && ELSEWHERE.stream().noneMatch(environment::containsKey);
    }

    /** PoCL's drivers in distributions are for processors. */
    private boolean allDriversArePocl() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(vendors, "*.icd")) {
            boolean any = false;
            for (Path file : files) {
                any = true;
                if (!Files.readString(file, StandardCharsets.UTF_8).contains("libpocl")) {
                    return false;
                }
            }
            return any;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
