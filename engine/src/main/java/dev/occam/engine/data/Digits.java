package dev.occam.engine.data;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The embedded data set: 1,797 handwritten digits of 8 × 8 pixels from 0 to 16 (Alpaydin and Kaynak 1998, see NOTICE).
 *
 * <p>{@link Preprocessing} divides by 16. Its columns are called pixel-0 to pixel-63 and digit, so that a CSV file with
 * that header can be predicted.
 */
final class Digits {
    static final String NAME = "digits";

    private static final String RESOURCE = "digits.csv.gz";
    private static final int PIXELS = 64;
    private static final int LARGEST = 16;

    private Digits() {}

    static RawData read() {
        List<String> lines = lines();
        float[] features = new float[lines.size() * PIXELS];
        int[] labels = new int[lines.size()];
        for (int row = 0; row < labels.length; row++) {
            String[] cells = lines.get(row).split(",");
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                features[row * PIXELS + pixel] = Integer.parseInt(cells[pixel]);
            }
            labels[row] = Integer.parseInt(cells[PIXELS]);
        }
        List<String> classes =
                IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        List<Column> columns = IntStream.range(0, PIXELS)
                .mapToObj(pixel -> Column.numeric("pixel-" + pixel))
                .toList();
        return new RawData(
                new Dataset(NAME, List.of(PIXELS), features, new Targets.Classes(labels, classes)),
                Optional.empty(),
                Preprocessing.table(columns, "digit", classes, MissingRule.ERROR, LARGEST));
    }

    private static List<String> lines() {
        try (InputStream resource = Digits.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the engine's jar lacks " + RESOURCE);
            }
            return new BufferedReader(new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
