package dev.occam.engine.data;

import dev.occam.engine.file.Mutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFuzzTest {
    private static final byte[] TABLE = """
            width,"the colour",count,species
            1.5,red,1,b
            2e3,"blue, dark",,a
            -4,red,3,b
            5,"two
            lines",4,a
            6,"red ""and"" blue",5,a
            """.getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void damagedTablesAreReadOrRefusedInAFewLines() throws IOException {
        Path path = folder.resolve("table.csv");
        Random random = new Random(1);
        String[] rules = {"error", "mean", "zero", "drop-row"};
        for (int i = 0; i < 2500; i++) {
            byte[] content = random.nextInt(4) == 0 ? IdxFiles.gzip(TABLE) : TABLE;
            Mutation.put(path, Mutation.of(content, random));
            DataOptions options = DataOptions.from(Map.of("path", path.toString(), "missing", rules[i % 4]));
            Mutation.mustSucceedOrRefuse("table " + i, () -> DataSource.prepare(options, 1));
        }
    }

    @Test
    void damagedTablesArePredictedOrRefusedInAFewLines() throws IOException {
        Path path = folder.resolve("table.csv");
        Mutation.put(path, TABLE);
        Preprocessing form = DataSource.prepare(
                        DataOptions.from(Map.of("path", path.toString(), "missing", "mean", "test", 0)), 1)
                .preprocessing();
        Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            Mutation.put(path, Mutation.of(TABLE, random));
            Mutation.mustSucceedOrRefuse("table " + i, () -> DataSource.readForPrediction(path.toString(), form));
        }
    }

    @Test
    void damagedImagesAreReadOrRefusedInAFewLines() throws IOException {
        IdxFiles.writeAll(folder);
        Random random = new Random(3);
        byte[] images = IdxFiles.images(20, 2, 3);
        byte[] labels = IdxFiles.labels(20, 4);
        Path imageFile = folder.resolve("train-images-idx3-ubyte");
        Path labelFile = folder.resolve("train-labels.idx1-ubyte");
        for (int i = 0; i < 2500; i++) {
            boolean zipped = random.nextInt(4) == 0;
            boolean damageLabels = random.nextInt(4) == 0;
            byte[] changed = damageLabels ? labels : images;
            Mutation.put(imageFile, images);
            Mutation.put(
                    damageLabels ? labelFile : imageFile,
                    Mutation.of(zipped ? IdxFiles.gzip(changed) : changed, random));
            Mutation.mustSucceedOrRefuse("images " + i, () -> DataSource.prepare(DataOptions.of(folder.toString()), 1));
        }
    }
}
