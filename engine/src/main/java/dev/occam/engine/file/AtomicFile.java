package dev.occam.engine.file;

import dev.occam.error.RequestException;
import dev.occam.error.RunException;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces a file whole: whoever reads it, whenever the process is killed, finds the previous content or the new one.
 *
 * <p>Writes a temporary file in the same folder, forces it to the disk, renames it, forces the folder.
 */
public final class AtomicFile {
    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static final AtomicLong COUNTER = new AtomicLong();

    private AtomicFile() {}

    /**
     * Replaces {@code target}, which keeps its previous content if anything fails.
     *
     * @throws RequestException if the folder is missing or does not permit it
     * @throws RunException if writing fails, for instance because the disk is full
     */
    public static void write(Path target, Content content) {
        Path file = target.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new RequestException(
                    "Cannot write %s: it is a folder.\n  Name a file.".formatted(Printable.path(target)));
        }
        if (!Files.isDirectory(folder)) {
            throw new RequestException("Cannot write %s: there is no folder %s.\n  Create it or choose another."
                    .formatted(Printable.path(target), Printable.path(folder)));
        }
        if (!Files.isWritable(folder)) {
            throw new RequestException("Cannot write %s: the folder does not permit it.\n  Choose another folder."
                    .formatted(Printable.path(target)));
        }
        deleteLeftovers(folder, file.getFileName().toString());
        Path temporary = temporary(file);
        try {
            replace(file, temporary, content);
        } catch (IOException e) {
            throw new RunException(
                    "Cannot write %s: %s.\n  What was there before is unchanged; check the disk's free space."
                            .formatted(Printable.path(target), Printable.reason(e)),
                    e);
        }
    }

    /** Replaces {@code target} by this text in UTF-8; errors as {@link #write}. */
    public static void writeText(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void replace(Path file, Path temporary, Content content) throws IOException {
        try {
            // A FileChannel would be closed by an interrupt of this thread, and the checkpoint at Ctrl-C lost with it.
            try (FileOutputStream raw = new FileOutputStream(temporary.toFile());
                    OutputStream out = new BufferedOutputStream(raw, 1 << 16)) {
                content.writeTo(out);
                out.flush();
                raw.getFD().sync();
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(file.getParent());
    }

    private static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + ".tmp");
    }

    /** The rename itself is only safe from a power cut once the folder is on the disk; Windows cannot and need not. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file itself is complete; some file systems do not force folders.
            System.getLogger(AtomicFile.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "not forced: " + Printable.path(folder));
        }
    }

    /** Temporary files of processes that were killed. */
    private static void deleteLeftovers(Path folder, String name) {
        Pattern pattern = Pattern.compile(Pattern.quote("." + name + ".") + "(\\d{1,18})-\\d+\\.tmp");
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, path -> path.toString().endsWith(".tmp"))) {
            for (Path path : files) {
                Matcher matcher = pattern.matcher(path.getFileName().toString());
                if (matcher.matches()
                        && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException | RuntimeException e) {
            System.getLogger(AtomicFile.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "not tidied: " + Printable.path(folder));
        }
    }
}
