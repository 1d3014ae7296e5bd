package dev.occam.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.error.RequestException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() {
        SafetensorsFile file = new SafetensorsFile(
                Map.of("spec", "seed: 42\n", "a", "\"é\u0000"),
                List.of(
                        new NamedTensor("hidden.weight", List.of(2, 3), new float[] {
                            1, -2, 3.5f, Float.NaN, -0f, Float.MIN_VALUE
                        }),
                        new NamedTensor("hidden.bias", List.of(2), new float[] {4, 5}),
                        new NamedTensor("none", List.of(0, 7), new float[0]),
                        new NamedTensor("one", List.of(), new float[] {6})));
        Path path = folder.resolve("model.safetensors");

        Safetensors.write(path, file);
        SafetensorsFile read = Safetensors.read(path);

        assertThat(read.metadata()).isEqualTo(file.metadata());
        for (int i = 0; i < 4; i++) {
            NamedTensor tensor = read.tensors().get(i);
            assertThat(tensor.name()).isEqualTo(file.tensors().get(i).name());
            assertThat(tensor.shape()).isEqualTo(file.tensors().get(i).shape());
            assertThat(Arrays.equals(tensor.values(), file.tensors().get(i).values()))
                    .as("the same bits in " + tensor.name())
                    .isTrue();
        }
        assertThat(read.tensor("one"))
                .hasValueSatisfying(one -> assertThat(one.values()).containsExactly(6));
        assertThat(read.tensor("two")).isEmpty();
    }

    @Test
    void tensorsLargerThanAChunkAreReadBack() {
        float[] values = new float[100_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path path = folder.resolve("large");

        Safetensors.write(
                path, new SafetensorsFile(Map.of(), List.of(new NamedTensor("w", List.of(values.length), values))));

        assertThat(Safetensors.read(path).tensors().get(0).values()).isEqualTo(values);
    }

    @Test
    void theBytesAreFixedByTheContentAndTheDataAligned() throws IOException {
        Path path = folder.resolve("golden");
        Safetensors.write(
                path,
                new SafetensorsFile(
                        Map.of("b", "2", "a", "1"), List.of(new NamedTensor("w", List.of(1), new float[] {1}))));

        byte[] bytes = Files.readAllBytes(path);

        String header =
                "{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        int padded = (header.length() + 7) / 8 * 8;
        assertThat(new String(bytes, 8, padded, StandardCharsets.UTF_8))
                .isEqualTo(header + " ".repeat(padded - header.length()));
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong())
                .isEqualTo(padded);
        assertThat(bytes).hasSize(8 + padded + 4).endsWith(0, 0, 0x80, 0x3f);
    }

    @Test
    void otherFloatFormatsAreReadAsFloat32() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 0x3c00)
                .putShort((short) 0xc000)
                .putShort((short) 0x3fc0)
                .putDouble(-0.25);
        Path path = raw(
                "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[4,6]},"
                        + "\"d\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[6,14]}}",
                data.array());

        SafetensorsFile read = Safetensors.read(path);

        assertThat(read.tensors().get(0).values()).containsExactly(1f, -2f);
        assertThat(read.tensors().get(1).values()).containsExactly(1.5f);
        assertThat(read.tensors().get(2).values()).containsExactly(-0.25f);
    }

    @Test
    void tensorsInAnotherOrderThanTheirBytesAreRead() throws IOException {
        Path path = raw(
                "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(1)
                        .putFloat(2)
                        .array());

        assertThat(Safetensors.read(path).tensor("b").orElseThrow().values()).containsExactly(2f);
        assertThat(Safetensors.read(path).tensor("a").orElseThrow().values()).containsExactly(1f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            []                                                             | the header must hold an object at byte 8
            {"w":3}                                                        | the header must hold an object for "w" at byte 13
            {"__metadata__":{"a":1}}                                       | the header must hold text for the metadata "a" at byte 29
            {"w":{}}                                                       | tensor "w" lacks its dtype
            {"w":{"dtype":"F32"}}                                          | tensor "w" lacks its shape
            {"w":{"dtype":"F32","shape":[1]}}                              | tensor "w" lacks its data_offsets
            {"w":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}         | tensor "w" holds "I32"; only BF16, F16, F32, F64, I64 can be read
            {"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}         | tensor "w" of shape [3] in F32 needs 12 bytes, but its data_offsets [0, 8] hold 8
            {"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}        | the shape of "w" holds "-1"; 0 to 2^63 - 1 is allowed
            {"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}       | the header must hold whole numbers in the shape of "w" at byte 37
            {"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}        | tensor "w" claims the data bytes [0, 16], but the file holds 8
            {"w":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}         | tensor "w" claims the data bytes [8, 4], but the file holds 8
            {"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}       | the data_offsets of "w" holds more than 2 numbers
            {"w":{"dtype":"F32","shape":[4294967296],"data_offsets":[0,8]}}| tensor "w" of shape [4294967296] is too large: at most 2147483639 values fit
            {"w":{"dtype":"F32","shape":[4294967296,0],"data_offsets":[0,0]}}| tensor "w" of shape [4294967296, 0] has an axis beyond 2^31 - 1
            {"w":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,8]}}| is too large: at most 2147483639 values fit
            {"w":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}}| the shape of "w" holds "9223372036854775808"; 0 to 2^63 - 1 is allowed
            {"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}         | the tensors end at data byte 4, but the file goes on to 8
            {"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}         | tensor "w" begins at data byte 4, but the bytes from 0 on belong to no tensor
            {"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}| tensor "w" begins at data byte 4, inside the tensor before it, which ends at 8
            {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}   | tensor "w" has an unknown key "x"
            {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{}}  | the header is not JSON: Duplicate field 'w'
            {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {}      | the header goes on after its JSON object
            {"w":{"dtype"                                                  | the header is not JSON: Unexpected end-of-input
            """)
    void eachLieOfTheHeaderIsNamed(String header, String problem) throws IOException {
        Path path = raw(header, new byte[8]);

        assertThatThrownBy(() -> Safetensors.read(path))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("Cannot read the tensors of " + path + ": ")
                .hasMessageContaining(problem)
                .hasMessageEndingWith(".\n  Give a complete safetensors file of float tensors.");
    }

    @Test
    void aHeaderLongerThanTheFileIsRefusedBeforeAnythingIsAllocated() throws IOException {
        Path path = folder.resolve("lying");
        Files.write(
                path,
                ByteBuffer.allocate(20)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(Long.MAX_VALUE)
                        .array());
        assertThatThrownBy(() -> Safetensors.read(path))
                .hasMessageContaining(
                        "bytes 0 to 7 claim a header of 9223372036854775807 bytes, but the file has 20 in all");

        Files.write(path, ByteBuffer.allocate(20).putLong(-1).array());
        assertThatThrownBy(() -> Safetensors.read(path))
                .hasMessageContaining("claim a header of 18446744073709551615 bytes");
    }

    @Test
    void aHeaderBeyondTheFormatsLimitIsRefused() throws IOException {
        Path path = folder.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(1L << 33);
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(1L << 32)
                    .array());
        }
        assertThatThrownBy(() -> Safetensors.read(path))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("its header has 4294967296 bytes; at most 100000000 are read");
    }

    @Test
    void moreTensorsThanTheHeapHoldsAreRefused() throws IOException {
        StringBuilder header = new StringBuilder("{");
        long step = 4L << 30;
        for (int i = 0; i < 32; i++) {
            header.append("%s\"t%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%s,%s]}"
                    .formatted(i == 0 ? "" : ",", i, step / 4, i * step, (i + 1) * step));
        }
        Path path = raw(header + "}", new byte[0]);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(file.length() + 32 * step);
        }
        assertThatThrownBy(() -> Safetensors.read(path))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("its 34359738368 values need 137.4 GB of memory; this JVM may use");
    }

    @Test
    void aFileThatIsNoFileIsRefused() throws IOException {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none")))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> Safetensors.read(folder)).hasMessageContaining("it is not a file");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() -> Safetensors.read(empty))
                .hasMessageContaining("it has 0 bytes; the header's length alone takes 8");
    }

    @Test
    void tensorsOfOneNameCannotBeWritten() {
        NamedTensor tensor = new NamedTensor("w", List.of(), new float[1]);
        assertThatThrownBy(() -> new SafetensorsFile(Map.of(), List.of(tensor, tensor)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a file cannot hold two tensors called w");
        assertThatThrownBy(() -> new NamedTensor("w", List.of(2, 2), new float[3]))
                .hasMessage("tensor w: shape [2, 2] holds 4 values, not 3");
    }

    private Path raw(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("raw.safetensors");
        Files.write(
                path,
                ByteBuffer.allocate(8 + json.length + data.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .put(data)
                        .array());
        return path;
    }
}
