package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of kernels, so that a change to it shows. */
final class GoldenKernelTest {
    private static final Target VECTORS = Target.vectors(16);
    private static final Target GROUPS = Target.groups(4);

    private static final Map<String, KernelText> TEXTS = new TreeMap<>(Map.of(
            "each-vectors", ProgramText.of(Samples.rectified(5000), VECTORS),
            "each-groups", ProgramText.of(Samples.rectified(5000), GROUPS),
            "noise-vectors", ProgramText.of(Samples.noise(32), VECTORS),
            "softmax-vectors", ProgramText.of(Samples.softmax(128, 32), VECTORS),
            "softmax-groups", ProgramText.of(Samples.softmax(128, 100), GROUPS),
            "update-vectors", ProgramText.of(Samples.update(1_000_000), VECTORS),
            "columns-vectors", ProgramText.of(Samples.columnSums(128, 100), VECTORS),
            "product-vectors", MatMulText.of(Samples.transposed(128, 50, 64), Target.vectors(4)),
            "product-groups", MatMulText.of(Samples.transposed(128, 50, 64), GROUPS),
            "small-product-vectors", MatMulText.of(Samples.plain(8, 32, 16), VECTORS)));

    static Iterable<String> names() {
        return TEXTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aKernelReadsAsItDid(String name) throws IOException {
        try (InputStream golden = GoldenKernelTest.class.getResourceAsStream(name + ".cl")) {
            String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(TEXTS.get(name).source()).isEqualTo(expected);
        }
    }

    /** The texts as they are now, by name. */
    static Map<String, KernelText> texts() {
        return TEXTS;
    }
}
