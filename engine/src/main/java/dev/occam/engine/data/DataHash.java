package dev.occam.engine.data;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** SHA-256 over shapes, features and targets. */
final class DataHash {
    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);

    private DataHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** In lower-case hexadecimal; an absent part is not the same as an empty one. */
    static String of(List<Optional<Dataset>> parts) {
        DataHash hash = new DataHash();
        for (Optional<Dataset> part : parts) {
            hash.add(part.isPresent() ? 1 : 0);
            part.ifPresent(hash::add);
        }
        hash.flush();
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(Dataset data) {
        add(data.size());
        add(data.exampleShape().size());
        data.exampleShape().forEach(this::add);
        add(data.features());
        if (data.targets() instanceof Targets.Classes classes) {
            addNames(classes.names());
            for (int label : classes.labels()) {
                add(label);
            }
        }
        if (data.targets() instanceof Targets.Values values) {
            addNames(values.names());
            add(values.values());
        }
    }

    private void add(float[] values) {
        flush();
        int room = buffer.capacity() / Float.BYTES;
        for (int from = 0; from < values.length; from += room) {
            int count = Math.min(room, values.length - from);
            buffer.asFloatBuffer().put(values, from, count);
            digest.update(buffer.array(), 0, count * Float.BYTES);
        }
    }

    private void addNames(List<String> names) {
        add(names.size());
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            add(bytes.length);
            flush();
            digest.update(bytes);
        }
    }

    private void add(int value) {
        buffer.putInt(value);
        if (!buffer.hasRemaining()) {
            flush();
        }
    }

    private void flush() {
        digest.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
