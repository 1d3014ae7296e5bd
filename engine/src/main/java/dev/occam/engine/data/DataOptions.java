package dev.occam.engine.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which data, and how they are read and split.
 *
 * @param path {@code digits}, {@code fashion-mnist}, a CSV file or a folder of IDX files
 * @param label the label column of a table; the last column if empty
 * @param labelKind whether the label column makes classes
 * @param test the test part; if empty the data's own, or a fifth of the rows where they have none
 * @param validation the validation part, taken from what the test part leaves
 * @param missing what becomes of missing feature values of a table
 * @param rows how many rows to train on, chosen by class from what test and validation leave; all if empty
 * @param labelNoise fraction of the training labels that is redrawn uniformly among all classes, 0 to 1; validation and
 *     test stay clean
 * @param standardize whether numeric features get mean 0 and deviation 1; if empty, for tables only
 * @param categorical numeric columns to be read as categories
 * @param ignore columns to leave out
 */
public record DataOptions(
        String path,
        Optional<String> label,
        LabelKind labelKind,
        Optional<Share> test,
        Share validation,
        MissingRule missing,
        Optional<Integer> rows,
        double labelNoise,
        Optional<Boolean> standardize,
        List<String> categorical,
        List<String> ignore) {
    public DataOptions {
        categorical = List.copyOf(categorical);
        ignore = List.copyOf(ignore);
        if (path.isBlank()) {
            throw new IllegalArgumentException("path must name a data set, a CSV file or a folder");
        }
        if (rows.isPresent() && rows.get() < 1) {
            throw new IllegalArgumentException("rows must be a whole number >= 1, not " + rows.get());
        }
        if (!(labelNoise >= 0 && labelNoise <= 1)) {
            throw new IllegalArgumentException("label-noise must be a fraction from 0 to 1, not " + labelNoise);
        }
    }

    /** All of this data set, every option at its default. */
    public static DataOptions of(String path) {
        return new DataOptions(
                path,
                Optional.empty(),
                LabelKind.AUTO,
                Optional.empty(),
                Share.NONE,
                MissingRule.ERROR,
                Optional.empty(),
                0,
                Optional.empty(),
                List.of(),
                List.of());
    }

    /**
     * From the value of {@code data} in a spec: a text, or a map of {@code path}, {@code label}, {@code classes},
     * {@code test}, {@code missing}, {@code rows}, {@code label-noise}, {@code standardize}, {@code categorical},
     * {@code ignore}.
     *
     * @throws dev.occam.error.RequestException with all problems, a line each
     */
    public static DataOptions from(Object value) {
        return new DataOptionsReader().read(value);
    }

    /** The same with this validation part. */
    public DataOptions withValidation(Share part) {
        return new DataOptions(
                path, label, labelKind, test, part, missing, rows, labelNoise, standardize, categorical, ignore);
    }

    /** The same with this test part. */
    public DataOptions withTest(Share part) {
        return new DataOptions(
                path,
                label,
                labelKind,
                Optional.of(part),
                validation,
                missing,
                rows,
                labelNoise,
                standardize,
                categorical,
                ignore);
    }

    /** The same with standardization on or off. */
    public DataOptions withStandardize(boolean on) {
        return new DataOptions(
                path,
                label,
                labelKind,
                test,
                validation,
                missing,
                rows,
                labelNoise,
                Optional.of(on),
                categorical,
                ignore);
    }

    /** The same with this kind of label where the kind is {@link LabelKind#AUTO}; what the user said stands. */
    public DataOptions withLabelKindIfAuto(LabelKind kind) {
        LabelKind chosen = labelKind == LabelKind.AUTO ? kind : labelKind;
        return new DataOptions(
                path, label, chosen, test, validation, missing, rows, labelNoise, standardize, categorical, ignore);
    }

    /** As {@link #from} reads it, without the validation part; options that are left to the data are left out. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", path);
        label.ifPresent(name -> map.put("label", name));
        switch (labelKind) {
            case AUTO -> {}
            case CLASSES -> map.put("classes", true);
            case VALUES -> map.put("classes", false);
        }
        test.ifPresent(share -> map.put("test", share.toNumber()));
        map.put("missing", missing.text());
        rows.ifPresent(count -> map.put("rows", count));
        map.put("label-noise", labelNoise);
        standardize.ifPresent(on -> map.put("standardize", on));
        if (!categorical.isEmpty()) {
            map.put("categorical", categorical);
        }
        if (!ignore.isEmpty()) {
            map.put("ignore", ignore);
        }
        return map;
    }
}
