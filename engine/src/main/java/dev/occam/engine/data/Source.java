package dev.occam.engine.data;

import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The opened bytes of a data file.
 *
 * @param stream the content, decompressed; the caller closes it
 * @param compressed whether the file is gzipped, by its first two bytes and not by its name
 * @param length bytes of the file itself
 */
record Source(InputStream stream, boolean compressed, long length) implements AutoCloseable {
    /** What deflate can shrink data to at best (RFC 1951: 258 bytes from two bits, and headers). */
    private static final long BEST_RATIO = 1032;

    static Source open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            String problem = Files.isDirectory(file) ? "it is a folder" : "there is no such file";
            throw new RequestException("Cannot read %s: %s.\n  Check the path."
                    .formatted(
                            Printable.path(file),
                            Files.exists(file) && !Files.isDirectory(file) ? "it is not an ordinary file" : problem));
        }
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            raw.mark(2);
            boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            InputStream stream = compressed ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw;
            return new Source(stream, compressed, Files.size(file));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** Content bytes there can be at most; exact for a file that is not compressed. */
    long mostBytes() {
        return compressed ? Math.multiplyExact(length, BEST_RATIO) : length;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** For a file that cannot be read on, because it is damaged or the disk is. */
    static RequestException damaged(Path file, IOException cause) {
        return new RequestException(
                "Cannot read %s: %s.\n  The file is damaged or incomplete: copy or download it again."
                        .formatted(Printable.path(file), Printable.reason(cause)),
                cause);
    }
}
