package dev.occam.engine.file;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.occam.error.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes safetensors: 8 bytes header length (little-endian), a JSON header, the tensors' bytes.
 *
 * <p>Writes F32. Reads F32, F16, BF16 and F64, all as float32. The same content always gives the same bytes.
 */
public final class Safetensors {
    static final int PREFIX = 8;

    /** What the format's reference implementation reads at most. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int CHUNK = 1 << 16;

    private Safetensors() {}

    /**
     * Reads a whole file.
     *
     * @throws RequestException if the file cannot be read, is damaged, or says anything about itself that is not so
     */
    public static SafetensorsFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw refuse(file, Files.exists(file) ? "it is not a file" : "there is no such file", null);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel);
        } catch (SafetensorsHeader.Problem e) {
            throw refuse(file, e.getMessage(), e);
        } catch (EOFException e) {
            throw refuse(file, "it ended while it was being read", e);
        } catch (IOException e) {
            throw refuse(file, Printable.reason(e), e);
        }
    }

    /**
     * Replaces {@code target} whole by this content, its tensors in the given order.
     *
     * @throws RequestException if the folder is missing or does not permit it
     * @throws dev.occam.error.RunException if writing fails
     */
    public static void write(Path target, SafetensorsFile file) {
        AtomicFile.write(target, out -> {
            byte[] header = header(file);
            out.write(littleEndian(PREFIX).putLong(header.length).array());
            out.write(header);
            for (NamedTensor tensor : file.tensors()) {
                writeValues(out, tensor.values());
            }
        });
    }

    private static SafetensorsFile read(FileChannel channel) throws IOException, SafetensorsHeader.Problem {
        long length = channel.size();
        if (length < PREFIX) {
            throw new SafetensorsHeader.Problem("it has %s bytes; the header's length alone takes 8", length);
        }
        InputStream in = Channels.newInputStream(channel);
        long headerLength = ByteBuffer.wrap(exactly(in, PREFIX))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (headerLength < 0 || headerLength > length - PREFIX) {
            throw new SafetensorsHeader.Problem(
                    "bytes 0 to 7 claim a header of %s bytes, but the file has %s in all",
                    Long.toUnsignedString(headerLength), length);
        }
        if (headerLength > LONGEST_HEADER) {
            throw new SafetensorsHeader.Problem(
                    "its header has %s bytes; at most %s are read", headerLength, LONGEST_HEADER);
        }
        SafetensorsHeader header =
                SafetensorsHeader.parse(exactly(in, (int) headerLength), length - PREFIX - headerLength);
        long total = header.entries().stream()
                .mapToLong(SafetensorsHeader.Entry::count)
                .sum();
        requireHeap(total);
        List<NamedTensor> tensors = new ArrayList<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            channel.position(PREFIX + headerLength + entry.begin());
            tensors.add(new NamedTensor(entry.name(), entry.shape(), values(in, entry)));
        }
        return new SafetensorsFile(header.metadata(), tensors);
    }

    private static void requireHeap(long values) throws SafetensorsHeader.Problem {
        long heap = Runtime.getRuntime().maxMemory();
        if (values > heap / Float.BYTES) {
            throw new SafetensorsHeader.Problem(
                    "its %s values need %s of memory; this JVM may use %s (java -Xmx)",
                    values, Printable.bytes(values * Float.BYTES), Printable.bytes(heap));
        }
    }

    private static float[] values(InputStream in, SafetensorsHeader.Entry entry) throws IOException {
        float[] values = new float[entry.count()];
        Element element = entry.element();
        int perChunk = CHUNK / element.size();
        int next = 0;
        while (next < values.length) {
            int count = Math.min(perChunk, values.length - next);
            ByteBuffer bytes =
                    ByteBuffer.wrap(exactly(in, count * element.size())).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                values[next++] = element.read(bytes);
            }
        }
        return values;
    }

    private static void writeValues(OutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = littleEndian(CHUNK);
        for (int i = 0; i < values.length; i++) {
            bytes.putFloat(values[i]);
            if (!bytes.hasRemaining()) {
                out.write(bytes.array());
                bytes.clear();
            }
        }
        out.write(bytes.array(), 0, bytes.position());
    }

    /** Padded by spaces, so that the data begin at a multiple of 8 and can be mapped. */
    private static byte[] header(SafetensorsFile file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            if (!file.metadata().isEmpty()) {
                json.writeObjectFieldStart(SafetensorsHeader.METADATA);
                for (Map.Entry<String, String> entry : file.metadata().entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long begin = 0;
            for (NamedTensor tensor : file.tensors()) {
                long end = begin + (long) Float.BYTES * tensor.values().length;
                writeEntry(json, tensor, begin, end);
                begin = end;
            }
            json.writeEndObject();
        }
        byte[] header = bytes.toByteArray();
        byte[] padded = Arrays.copyOf(header, (header.length + 7) / 8 * 8);
        Arrays.fill(padded, header.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void writeEntry(JsonGenerator json, NamedTensor tensor, long begin, long end) throws IOException {
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField("dtype", Element.F32.name());
        json.writeArrayFieldStart("shape");
        for (int size : tensor.shape()) {
            json.writeNumber(size);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(begin);
        json.writeNumber(end);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private static RequestException refuse(Path file, String problem, Exception cause) {
        return new RequestException(
                "Cannot read the tensors of %s: %s.\n  Give a complete safetensors file of float tensors."
                        .formatted(Printable.path(file), problem),
                cause);
    }
}
