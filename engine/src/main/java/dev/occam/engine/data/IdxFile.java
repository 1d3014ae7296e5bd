package dev.occam.engine.data;

import dev.occam.engine.file.Memory;
import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One IDX file of unsigned bytes: two zero bytes, the type 0x08, the number of axes, each size in 4 bytes (big-endian),
 * then the values, row-major.
 *
 * @param sizes size of each axis, the number of items first
 * @param values one value for each byte, 0 to 255
 */
record IdxFile(List<Integer> sizes, float[] values) {
    private static final int UNSIGNED_BYTES = 0x08;
    private static final int CHUNK = 1 << 16;

    /** Reads a whole file, gzipped or not, that must have this many axes. */
    static IdxFile read(Path path, int axes) {
        try (Source source = Source.open(path)) {
            return read(path, source, axes);
        } catch (IOException e) {
            throw Source.damaged(path, e);
        }
    }

    private static IdxFile read(Path path, Source source, int axes) throws IOException {
        InputStream in = source.stream();
        byte[] header = in.readNBytes(4 + 4 * axes);
        if (header.length >= 4) {
            requireMagic(path, header, axes);
        }
        if (header.length < 4 + 4 * axes) {
            throw refuse(
                    path, "the header takes %s bytes, but the file holds %s".formatted(4 + 4 * axes, header.length));
        }
        long[] sizes = new long[axes];
        for (int axis = 0; axis < axes; axis++) {
            sizes[axis] = ByteBuffer.wrap(header).getInt(4 + 4 * axis) & 0xffff_ffffL;
            if (sizes[axis] == 0) {
                throw refuse(
                        path, "bytes %s to %s give axis %s the size 0".formatted(4 + 4 * axis, 7 + 4 * axis, axis + 1));
            }
        }
        long count = Memory.product(sizes);
        requireLength(path, source, header.length, sizes, count);
        float[] values = new float[Memory.floats(Printable.path(path), count)];
        fill(path, in, values, header.length);
        List<Integer> shape = new ArrayList<>();
        for (long size : sizes) {
            shape.add(Math.toIntExact(size));
        }
        return new IdxFile(shape, values);
    }

    private static void requireMagic(Path path, byte[] header, int axes) {
        int magic = ByteBuffer.wrap(header).getInt();
        int wanted = (UNSIGNED_BYTES << 8) | axes;
        if (magic != wanted) {
            throw refuse(
                    path,
                    "bytes 0 to 3 are 0x%s, but %s begin with 0x%s"
                            .formatted(
                                    HexFormat.of().toHexDigits(magic),
                                    axes == 1 ? "IDX labels" : "IDX images",
                                    HexFormat.of().toHexDigits(wanted)));
        }
    }

    /** Before anything is allocated: a header is four bytes a size and can claim whatever it likes. */
    private static void requireLength(Path path, Source source, int header, long[] sizes, long count) {
        boolean possible = source.compressed() ? count <= source.mostBytes() : count == source.length() - header;
        if (!possible) {
            List<String> shown = new ArrayList<>();
            for (long size : sizes) {
                shown.add(Long.toString(size));
            }
            throw refuse(
                    path,
                    "the header claims %s = %s bytes of values, but the %sfile holds %s%s"
                            .formatted(
                                    String.join(" x ", shown),
                                    count == Long.MAX_VALUE ? "more than 2^63" : Long.toString(count),
                                    source.compressed() ? "compressed " : "",
                                    source.compressed() ? "at most " : "",
                                    source.compressed() ? source.mostBytes() : source.length() - header));
        }
    }

    private static void fill(Path path, InputStream in, float[] values, int header) throws IOException {
        int next = 0;
        while (next < values.length) {
            byte[] bytes = in.readNBytes(Math.min(CHUNK, values.length - next));
            for (byte value : bytes) {
                values[next++] = value & 0xff;
            }
            if (bytes.length == 0) {
                throw refuse(
                        path,
                        "the header claims %s bytes of values, but they end after %s".formatted(values.length, next));
            }
        }
        if (in.read() >= 0) {
            throw refuse(
                    path,
                    "the file goes on after its %s values (byte %s)"
                            .formatted(values.length, (long) header + values.length));
        }
    }

    private static RequestException refuse(Path path, String problem) {
        return new RequestException(
                "Cannot read %s as IDX: %s.\n  The file is damaged or of another kind: copy or download it again."
                        .formatted(Printable.path(path), problem));
    }
}
