package dev.occam.engine.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFuzzTest {
    @TempDir
    private Path folder;

    @Test
    void damagedFilesAreReadOrRefusedInAFewLines() throws IOException {
        Path path = folder.resolve("model.safetensors");
        Safetensors.write(
                path,
                new SafetensorsFile(
                        Map.of("spec", "data: digits"),
                        List.of(
                                new NamedTensor("0.weight", List.of(2, 3), new float[6]),
                                new NamedTensor("0.bias", List.of(3), new float[3]))));
        byte[] valid = Files.readAllBytes(path);
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            Mutation.put(path, Mutation.of(valid, random));
            Mutation.mustSucceedOrRefuse("mutation " + i, () -> Safetensors.read(path));
        }
    }
}
