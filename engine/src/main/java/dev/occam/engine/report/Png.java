package dev.occam.engine.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes small grey images (PNG, ISO/IEC 15948), so that a report needs no desktop classes. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Png() {}

    static byte[] of(WorstExample.Image image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(image.width())
                .putInt(image.height())
                .put((byte) 8); // bits; grey, deflate, no filter, not interlaced
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", deflate(lines(image)));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /** A byte that says "not filtered" before each line. */
    private static byte[] lines(WorstExample.Image image) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : image.values()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        float range = high > low ? high - low : 1;
        byte[] lines = new byte[image.height() * (image.width() + 1)];
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < image.width(); column++) {
                float ink = (image.values()[row * image.width() + column] - low) / range;
                lines[row * (image.width() + 1) + column + 1] = (byte) Math.round(255 * (1 - ink));
            }
        }
        return lines;
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                compressed.write(buffer, 0, deflater.deflate(buffer));
            }
            return compressed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(name);
        png.writeBytes(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
