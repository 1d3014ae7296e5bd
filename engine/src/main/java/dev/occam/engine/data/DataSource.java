package dev.occam.engine.data;

import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import dev.occam.error.Suggestion;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where data come from: the embedded digits, Fashion-MNIST, CSV files and folders of IDX files. */
public final class DataSource {
    private static final Share DEFAULT_TEST = new Share(0.2);

    private DataSource() {}

    /**
     * Reads, splits, cleans and scales a data set.
     *
     * <p>In this order, each choice by class and by the seed: the test part is taken from all rows, the validation part
     * from what is left, then {@code rows} training rows from the remainder. Fill values, means and deviations are learnt
     * on that training part; label noise is put on it last, so that validation and test labels stay clean. Every part
     * keeps the order of the source.
     *
     * @throws RequestException if the options or the data are wrong, naming file, row and column
     */
    public static PreparedData prepare(DataOptions options, long seed) {
        DataOptions effective = effective(options);
        return Preparation.of(load(effective), effective, seed);
    }

    /**
     * Reads a data set that is to be split several times.
     *
     * @throws RequestException if the options or the data are wrong, naming file, row and column
     */
    public static Splits splits(DataOptions options, long seed) {
        DataOptions effective = effective(options);
        return new Splits(load(effective), effective, seed);
    }

    /** The same options with the test part and standardization written out, except a test part that the data bring. */
    public static DataOptions effective(DataOptions options) {
        boolean table = isTable(options.path());
        requireTableOptions(options, table);
        DataOptions scaled = options.withStandardize(options.standardize().orElse(table));
        if (options.test().isPresent()
                || folder(options.path()).filter(IdxFolder::hasTest).isPresent()) {
            return scaled;
        }
        return scaled.withTest(DEFAULT_TEST);
    }

    /**
     * Reads data for a trained model. Of a folder with a test part that part is read; a table's label column may be
     * absent, its other columns are found by name.
     *
     * @throws RequestException if they do not fit the model
     */
    public static PredictionData readForPrediction(String path, Preprocessing form) {
        PredictionData raw = loadForPrediction(path, form);
        form.apply(raw.data().features());
        return raw;
    }

    private static RawData load(DataOptions options) {
        if (options.path().equals(Digits.NAME)) {
            return Digits.read();
        }
        Optional<IdxFolder> folder = folder(options.path());
        if (folder.isPresent()) {
            boolean fashion = options.path().equals(FashionMnist.NAME);
            return folder.get().read(fashion ? Optional.of(FashionMnist.CLASSES) : Optional.empty());
        }
        CsvFile file = CsvFile.open(existing(options.path()));
        TableSchema schema = TableSchema.of(file, options);
        return new RawData(
                TableReader.forTraining(file, schema.preprocessing(), schema.rows()),
                Optional.empty(),
                schema.preprocessing());
    }

    private static PredictionData loadForPrediction(String path, Preprocessing form) {
        if (path.equals(Digits.NAME)) {
            RawData digits = Digits.read();
            if (!digits.form().columns().equals(form.columns())
                    || !digits.form().classes().equals(form.classes())) {
                throw new RequestException(
                        "The model was not trained on digits: it takes examples of shape %s.\n  Give data of the model's kind by --data."
                                .formatted(form.exampleShape()));
            }
            return new PredictionData(digits.examples(), true);
        }
        Optional<IdxFolder> folder = folder(path);
        if (folder.isPresent()) {
            return folder.get().readForPrediction(form);
        }
        if (form.columns().isEmpty()) {
            throw new RequestException(
                    "%s is a file, but the model was trained on images of shape %s.\n  Give a folder of IDX files."
                            .formatted(Printable.path(existing(path)), form.exampleShape()));
        }
        return TableReader.forPrediction(CsvFile.open(existing(path)), form);
    }

    private static boolean isTable(String path) {
        return !path.equals(Digits.NAME) && folder(path).isEmpty();
    }

    private static Optional<IdxFolder> folder(String path) {
        if (path.equals(Digits.NAME)) {
            return Optional.empty();
        }
        if (path.equals(FashionMnist.NAME)) {
            return Optional.of(
                    FashionMnist.find(FashionMnist.SYSTEM, Optional.ofNullable(System.getenv("OCCAM_DATA"))));
        }
        Path existing = existing(path);
        return Files.isDirectory(existing) ? Optional.of(new IdxFolder(existing, name(existing))) : Optional.empty();
    }

    private static String name(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "images" : last.toString();
    }

    private static Path existing(String path) {
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException e) {
            throw new RequestException(
                    "data: %s is no path.\n  Give digits, fashion-mnist, a CSV file or a folder of IDX files."
                            .formatted(Printable.quoted(path)),
                    e);
        }
        if (!Files.exists(file)) {
            String nearest = Suggestion.nearest(path.toLowerCase(Locale.ROOT), List.of(Digits.NAME, FashionMnist.NAME))
                    .map(name -> " Did you mean " + name + "?")
                    .orElse("");
            throw new RequestException(
                    "data: there is no file or folder %s.%s\n  Give digits, fashion-mnist, a CSV file or a folder of IDX files."
                            .formatted(Printable.quoted(path), nearest));
        }
        return file;
    }

    private static void requireTableOptions(DataOptions options, boolean table) {
        boolean given = options.label().isPresent()
                || options.labelKind() == LabelKind.VALUES
                || options.missing() != MissingRule.ERROR
                || !options.categorical().isEmpty()
                || !options.ignore().isEmpty();
        if (given && !table) {
            throw new RequestException(
                    "data: %s is no table, so label, classes: false, missing, categorical and ignore mean nothing.\n  Leave them out."
                            .formatted(Printable.quoted(options.path())));
        }
    }
}
