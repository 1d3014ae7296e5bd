package dev.occam.engine.data;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
        byte[] text = text();
        int rows = rows(text);
        float[] features = new float[rows * PIXELS];
        int[] labels = new int[rows];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            for (int cell = 0; cell <= PIXELS; cell++) {
                int value = 0;
                while (text[at] >= '0') {
                    value = 10 * value + text[at++] - '0';
                }
                at++; // a comma, or the end of the line
                if (cell < PIXELS) {
                    features[row * PIXELS + cell] = value;
                } else {
                    labels[row] = value;
                }
            }
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

    /** A line for each digit, of whole numbers between commas. */
    private static byte[] text() {
        try (InputStream resource = Digits.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the engine's jar lacks " + RESOURCE);
            }
            return new GZIPInputStream(resource, 1 << 14).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rows(byte[] text) {
        int rows = 0;
        for (byte character : text) {
            rows += character == '\n' ? 1 : 0;
        }
        return rows;
    }
}
