package dev.occam.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the source of a kernel that failed, for the people who have to find out why. */
final class SourceFile {
    private SourceFile() {}

    /** Writes a file and says where it is. */
    static String remark(String source) {
        try {
            Path file = Files.createTempFile("occam-kernel-", ".cl");
            Files.writeString(file, source, StandardCharsets.UTF_8);
            return "The kernel's source is in " + file + ".";
        } catch (IOException e) {
            return "The kernel's source could not be written to a file: " + e.getMessage();
        }
    }
}
