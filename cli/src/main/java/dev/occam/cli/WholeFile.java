package dev.occam.cli;

import dev.occam.error.RequestException;
import dev.occam.error.RunException;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place and then moves it there, so that nobody ever finds half of it. */
final class WholeFile {
    /** What is written. */
    interface Content {
        /** Whether all of it could be written. */
        boolean writeTo(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    static void write(Path target, Content content) {
        Path file = target.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file) || !Files.isDirectory(folder)) {
            throw new RequestException("Cannot write %s: %s.%n  Name a file in a folder that there is."
                    .formatted(
                            Text.line(target.toString()),
                            Files.isDirectory(file) ? "it is a folder" : "its folder does not exist"));
        }
        Path temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (FileOutputStream raw = new FileOutputStream(temporary.toFile());
                    OutputStream out = new BufferedOutputStream(raw, 1 << 16)) {
                boolean complete = content.writeTo(out);
                out.flush();
                raw.getFD().sync();
                if (!complete) {
                    throw new IOException("not all could be written; the disk may be full");
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RunException(
                    "Cannot write %s: %s.%n  What was there before is unchanged."
                            .formatted(Text.line(target.toString()), Text.line(String.valueOf(e.getMessage()))),
                    e);
        } finally {
            temporary.toFile().delete();
        }
    }
}
