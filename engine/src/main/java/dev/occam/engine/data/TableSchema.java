package dev.occam.engine.data;

import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import dev.occam.error.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the cells of a training table become numbers.
 *
 * @param preprocessing its columns and classes, nothing learnt yet
 * @param rows number of rows that are kept
 */
record TableSchema(Preprocessing preprocessing, int rows) {
    /** Reads the whole file once; categories and classes are those of all its rows. */
    static TableSchema of(CsvFile file, DataOptions options) {
        List<String> header = file.header();
        requireColumns(file, options);
        String label = label(file, options);
        List<Integer> used = new ArrayList<>();
        List<ColumnScan> scans = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            scans.add(new ColumnScan(
                    header.get(i).equals(label) || options.categorical().contains(header.get(i))));
            if (!options.ignore().contains(header.get(i))) {
                used.add(i);
            }
        }
        long rows = countAndScan(file, used, scans, options.missing());
        if (rows == 0) {
            throw file.problem(
                    "there is a header but no row to train on", "Add rows, or say how to fill missing values.");
        }
        if (rows > Integer.MAX_VALUE - 8) {
            throw file.problem("its %s rows are too many".formatted(rows), "At most 2147483639 rows can be read.");
        }
        List<Column> columns = new ArrayList<>();
        for (int i : used) {
            if (!header.get(i).equals(label)) {
                columns.add(column(file, header.get(i), scans.get(i), options));
            }
        }
        if (columns.isEmpty()) {
            throw file.problem(
                    "there is no feature column beside the label " + Printable.quoted(label),
                    "Separate the cells by commas; a table needs feature columns and a label column.");
        }
        List<String> classes = classes(file, label, scans.get(header.indexOf(label)), options.labelKind());
        return new TableSchema(Preprocessing.table(columns, label, classes, options.missing(), 1), (int) rows);
    }

    private static long countAndScan(CsvFile file, List<Integer> used, List<ColumnScan> scans, MissingRule missing) {
        long[] rows = new long[1];
        file.rows((line, cells) -> {
            if (missing == MissingRule.DROP_ROW && used.stream().anyMatch(i -> Cell.isMissing(cells.get(i)))) {
                return;
            }
            rows[0]++;
            for (int i : used) {
                scans.get(i).see(cells.get(i));
            }
        });
        return rows[0];
    }

    private static void requireColumns(CsvFile file, DataOptions options) {
        List<String> named = new ArrayList<>(options.ignore());
        named.addAll(options.categorical());
        options.label().ifPresent(named::add);
        for (String name : named) {
            if (!file.header().contains(name)) {
                throw unknownColumn(file, name);
            }
        }
        Optional<String> label = options.label().filter(options.ignore()::contains);
        if (label.isPresent()) {
            throw new RequestException("data: %s is the label and under ignore.\n  Take it out of one."
                    .formatted(Printable.quoted(label.get())));
        }
    }

    static RequestException unknownColumn(CsvFile file, String name) {
        String nearest = Suggestion.nearest(name, file.header())
                .map(column -> " Nearest: " + Printable.quoted(column) + ".")
                .orElse("");
        List<String> header = file.header();
        String columns = String.join(
                ", ", header.stream().limit(8).map(Printable::quoted).toList());
        return file.problem(
                "no column is called %s".formatted(Printable.quoted(name)),
                "Columns: %s%s.%s"
                        .formatted(columns, header.size() > 8 ? ", ... (" + header.size() + ")" : "", nearest));
    }

    private static String label(CsvFile file, DataOptions options) {
        List<String> left = file.header().stream()
                .filter(name -> !options.ignore().contains(name))
                .toList();
        if (left.isEmpty()) {
            throw file.problem("every column is under ignore", "Leave a label column and feature columns.");
        }
        return options.label().orElse(left.get(left.size() - 1));
    }

    private static Column column(CsvFile file, String name, ColumnScan scan, DataOptions options) {
        if (scan.isEmpty()) {
            throw file.problem(
                    "column %s has no value at all".formatted(Printable.quoted(name)), "Name it under ignore.");
        }
        if (scan.isNumeric() && !options.categorical().contains(name)) {
            return Column.numeric(name);
        }
        if (scan.hasTooMany()) {
            throw file.problem(
                    "text column %s has too many different values to be a category (%s at most, of %s characters)"
                            .formatted(Printable.quoted(name), ColumnScan.MOST_CATEGORIES, ColumnScan.LONGEST_CATEGORY),
                    "If it is an identifier or free text, name it under ignore; if it is a category, under categorical.");
        }
        return Column.categorical(name, scan.categories());
    }

    private static List<String> classes(CsvFile file, String label, ColumnScan scan, LabelKind kind) {
        boolean classes = switch (kind) {
            case AUTO -> !scan.isNumeric();
            case CLASSES -> true;
            case VALUES -> false;
        };
        if (!classes) {
            return List.of();
        }
        if (scan.hasTooMany()) {
            throw file.problem(
                    "label %s has too many different values to be classes (%s at most, of %s characters)"
                            .formatted(
                                    Printable.quoted(label), ColumnScan.MOST_CATEGORIES, ColumnScan.LONGEST_CATEGORY),
                    "Choose the label column by label, or predict numbers by classes: false.");
        }
        List<String> names = scan.categories();
        if (names.size() < 2) {
            throw file.problem(
                    "label %s has %s class, %s"
                            .formatted(
                                    Printable.quoted(label),
                                    names.size(),
                                    names.stream()
                                            .map(Printable::quoted)
                                            .findFirst()
                                            .orElse("none")),
                    "There must be two classes at least; choose the label column by label.");
        }
        return names;
    }
}
