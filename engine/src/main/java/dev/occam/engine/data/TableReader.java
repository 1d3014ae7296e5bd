package dev.occam.engine.data;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.file.Memory;
import dev.occam.engine.file.Printable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the cells of a table into raw features and targets; NaN stands for a number that is to be filled in. */
final class TableReader {
    private final CsvFile file;
    private final Preprocessing form;
    private final boolean labelled;
    private final boolean drop;
    private final int rows;
    private final int width;
    private final float[] features;
    private final float[] values;
    private final int[] labels;
    private final int[] positions;
    private final int labelPosition;
    private final List<Map<String, Integer>> categories;
    private final Map<String, Integer> classes;
    private final boolean numericClasses;
    private int row;
    private int feature;

    private TableReader(CsvFile file, Preprocessing form, int rows, boolean labelled, boolean drop) {
        this.file = file;
        this.form = form;
        this.rows = rows;
        this.labelled = labelled;
        this.drop = drop;
        width = form.width();
        features = new float[Memory.floats(file.name(), Memory.product(rows, width))];
        labels = new int[form.predictsClasses() ? rows : 0];
        values = new float[form.predictsClasses() ? 0 : rows];
        positions = form.columns().stream().mapToInt(this::position).toArray();
        labelPosition = labelled ? file.header().indexOf(form.label()) : -1;
        categories = form.columns().stream()
                .map(column -> index(column.categories()))
                .toList();
        classes = index(form.classes());
        numericClasses = form.classes().stream().allMatch(Cell::isNumber);
    }

    /** The rows of a training table, of which {@code rows} are kept. */
    static Dataset forTraining(CsvFile file, Preprocessing form, int rows) {
        return new TableReader(file, form, rows, true, form.missing() == MissingRule.DROP_ROW).read();
    }

    /** All rows of a table, whose label column may be absent. */
    static PredictionData forPrediction(CsvFile file, Preprocessing form) {
        long[] rows = new long[1];
        file.rows((line, cells) -> rows[0]++);
        if (rows[0] == 0) {
            throw file.problem("there is a header but no row", "Add rows.");
        }
        boolean labelled = file.header().contains(form.label());
        int count = Memory.floats(file.name(), rows[0]);
        return new PredictionData(new TableReader(file, form, count, labelled, false).read(), labelled);
    }

    private Dataset read() {
        file.rows(this::readRow);
        if (row != rows) {
            throw file.problem("the file changed while it was being read", "Try again when nothing writes it.");
        }
        Targets targets = form.predictsClasses()
                ? new Targets.Classes(labels, form.classes())
                : new Targets.Values(values, List.of(form.label()));
        return new Dataset(file.name(), form.exampleShape(), features, targets);
    }

    private int position(Column column) {
        int position = file.header().indexOf(column.name());
        if (position < 0) {
            throw TableSchema.unknownColumn(file, column.name());
        }
        return position;
    }

    private static Map<String, Integer> index(List<String> names) {
        Map<String, Integer> index = new HashMap<>();
        for (String name : names) {
            index.put(name, index.size());
        }
        return index;
    }

    private void readRow(long line, List<String> cells) {
        if (drop && hasMissing(cells)) {
            return;
        }
        if (row == rows) {
            throw file.problem("the file changed while it was being read", "Try again when nothing writes it.");
        }
        feature = row * width;
        for (int i = 0; i < positions.length; i++) {
            readFeature(line, i, cells.get(positions[i]));
        }
        if (labelled) {
            readLabel(line, cells.get(labelPosition));
        }
        row++;
    }

    private boolean hasMissing(List<String> cells) {
        return Cell.isMissing(cells.get(labelPosition))
                || Arrays.stream(positions).anyMatch(i -> Cell.isMissing(cells.get(i)));
    }

    private void readFeature(long line, int i, String cell) {
        Column column = form.columns().get(i);
        boolean missing = Cell.isMissing(cell);
        if (missing && (form.missing() == MissingRule.ERROR || form.missing() == MissingRule.DROP_ROW)) {
            throw file.problem(
                    line,
                    column.name(),
                    "the value is missing" + (cell.isEmpty() ? "" : " (" + Printable.quoted(cell) + ")"),
                    "Put one in; for training, missing: mean, zero or drop-row says what else to do.");
        }
        switch (column.kind()) {
            case NUMERIC ->
                features[feature] = missing
                        ? Float.NaN
                        : number(
                                line,
                                column.name(),
                                cell,
                                "Correct it; to read the column as categories, name it under categorical.");
            case CATEGORICAL -> {
                if (!missing) {
                    features[feature + category(line, column, categories.get(i), cell)] = 1;
                }
            }
        }
        feature += column.width();
    }

    private int category(long line, Column column, Map<String, Integer> known, String cell) {
        Integer index = known.get(cell);
        if (index == null && column.categories().stream().allMatch(Cell::isNumber)) {
            index = known.get(Cell.canonical(cell));
        }
        if (index == null) {
            throw file.problem(
                    line,
                    column.name(),
                    "the model knows no category " + Printable.quoted(cell),
                    known(column.categories()));
        }
        return index;
    }

    private void readLabel(long line, String cell) {
        if (Cell.isMissing(cell)) {
            throw file.problem(line, form.label(), "the label is missing", labelRemedy());
        }
        if (!form.predictsClasses()) {
            values[row] =
                    number(line, form.label(), cell, "Correct it, or make classes of the label by classes: true.");
            return;
        }
        Integer label = classes.get(numericClasses ? Cell.canonical(cell) : cell);
        if (label == null) {
            throw file.problem(
                    line, form.label(), "the model knows no class " + Printable.quoted(cell), known(form.classes()));
        }
        labels[row] = label;
    }

    private static String labelRemedy() {
        return "A label cannot be filled in: complete it, or leave the row out (missing: drop-row).";
    }

    private float number(long line, String column, String cell, String remedy) {
        double value = Cell.number(cell);
        if (Double.isNaN(value)) {
            throw file.problem(line, column, Printable.quoted(cell) + " is not a number", remedy);
        }
        float stored = (float) value;
        if (Float.isInfinite(stored)) {
            throw file.problem(
                    line,
                    column,
                    Printable.quoted(cell) + " is not a finite float32 number (at most 3.4e38)",
                    "Correct it, or leave the cell empty and say how to fill it with missing.");
        }
        return stored;
    }

    private static String known(List<String> names) {
        String shown =
                String.join(", ", names.stream().limit(8).map(Printable::quoted).toList());
        return "Known: " + shown + (names.size() > 8 ? ", ... (" + names.size() + ")." : ".");
    }
}
