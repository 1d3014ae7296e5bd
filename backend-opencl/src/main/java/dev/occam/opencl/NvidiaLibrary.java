package dev.occam.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** In containers NVIDIA's driver is often there without the file that tells the loader of it. */
final class NvidiaLibrary {
    private static final String NAME = "libnvidia-opencl.so.1";
    private static final Path VENDORS = Path.of("/etc/OpenCL/vendors");
    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu"),
            Path.of("/usr/lib/aarch64-linux-gnu"),
            Path.of("/usr/lib64"),
            Path.of("/usr/local/nvidia/lib64"),
            Path.of("/usr/lib/wsl/lib"));

    private NvidiaLibrary() {}

    /** Variables that tell the loader of the driver, if it would not find it otherwise. */
    static Map<String, String> variables() {
        return variables(FOLDERS, VENDORS);
    }

    static Map<String, String> variables(List<Path> folders, Path vendors) {
        boolean isThere = folders.stream().anyMatch(folder -> Files.exists(folder.resolve(NAME)));
        if (!isThere || isListed(vendors)) {
            return Map.of();
        }
        // The first is read by ocl-icd, the second by the Khronos loader.
        return Map.of("OCL_ICD_VENDORS", NAME, "OCL_ICD_FILENAMES", NAME);
    }

    private static boolean isListed(Path vendors) {
        if (!Files.isDirectory(vendors)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(vendors, "*.icd")) {
            for (Path file : files) {
                if (Files.readString(file, StandardCharsets.UTF_8).contains("nvidia")) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
