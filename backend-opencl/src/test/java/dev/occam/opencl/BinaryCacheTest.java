package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinaryCacheTest {
    private static final Hardware DEVICE = SelectionTest.device("one", false);
    private static final byte[] BINARY = {1, 2, 3};

    @TempDir
    private Path folder;

    @Test
    void whatWasPutIsThereForTheNextRun() {
        new BinaryCache(folder.resolve("new"), DEVICE).put("kernel", BINARY);

        assertThat(new BinaryCache(folder.resolve("new"), DEVICE).get("kernel")).hasValue(BINARY);
    }

    @Test
    void otherSourcesAndOtherDevicesHaveTheirOwn() {
        new BinaryCache(folder, DEVICE).put("kernel", BINARY);

        assertThat(new BinaryCache(folder, DEVICE).get("other")).isEmpty();
        assertThat(new BinaryCache(folder, SelectionTest.device("two", false)).get("kernel"))
                .isEmpty();
    }

    @Test
    void aDamagedOrTruncatedFileCountsAsMissing() throws IOException {
        BinaryCache cache = new BinaryCache(folder, DEVICE);
        cache.put("kernel", BINARY);
        byte[] content = Files.readAllBytes(cache.file("kernel"));
        content[content.length - 1]++;

        Files.write(cache.file("kernel"), content);
        assertThat(cache.get("kernel")).isEmpty();

        Files.write(cache.file("kernel"), new byte[5]);
        assertThat(cache.get("kernel")).isEmpty();
    }

    @Test
    void whereNothingCanBeWrittenNothingIsKept() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        BinaryCache cache = new BinaryCache(file, DEVICE);

        cache.put("kernel", BINARY);

        assertThat(cache.get("kernel")).isEmpty();
    }

    @Test
    void noUnfinishedFileIsLeft() throws IOException {
        BinaryCache cache = new BinaryCache(folder, DEVICE);
        cache.put("kernel", BINARY);
        cache.put("kernel", BINARY);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(cache.file("kernel"));
        }
    }
}
