package dev.occam.engine.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX files. */
public final class IdxFiles {
    private IdxFiles() {}

    /** {@code count} images of rows × columns, pixel p of image i being (i + p) mod 256. */
    static byte[] images(int count, int rows, int columns) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + count * rows * columns);
        bytes.putInt(0x00000803).putInt(count).putInt(rows).putInt(columns);
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < rows * columns; p++) {
                bytes.put((byte) (i + p));
            }
        }
        return bytes.array();
    }

    /** Labels 0, 1, … , classes − 1, 0, … */
    static byte[] labels(int count, int classes) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + count);
        bytes.putInt(0x00000801).putInt(count);
        for (int i = 0; i < count; i++) {
            bytes.put((byte) (i % classes));
        }
        return bytes.array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    /** A folder of so many training images of 28 × 28 and a fourth as many test images, labelled by 10 classes, as Fashion-MNIST is. */
    public static void writeLikeFashionMnist(Path folder, int count) throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(count, 28, 28));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(count, 10));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(count / 4, 28, 28));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(count / 4, 10));
    }

    /** A folder of 20 training and 6 test images of 2 × 3, labelled by 4 classes. */
    static void writeAll(Path folder) throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(20, 2, 3));
        Files.write(folder.resolve("train-labels.idx1-ubyte"), labels(20, 4));
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(images(6, 2, 3)));
        Files.write(folder.resolve("t10k-labels.idx1-ubyte.gz"), gzip(labels(6, 4)));
    }
}
