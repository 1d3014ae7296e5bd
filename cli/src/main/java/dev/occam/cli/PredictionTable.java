package dev.occam.cli;

import dev.occam.TrainedModel.Predictions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Predictions as CSV (RFC 4180) and as JSON. */
final class PredictionTable {
    private static final Pattern SPECIAL = Pattern.compile("[\",\r\n]|^\\s|\\s$|^$");

    private final Predictions predictions;
    private final int columns;
    private final boolean classes;

    PredictionTable(Predictions predictions) {
        this.predictions = predictions;
        this.columns = predictions.columns().size();
        this.classes = predictions.classes().length > 0;
    }

    int rows() {
        return columns == 0 ? 0 : predictions.values().length / columns;
    }

    /** A header, then a row for each example: its class and the probabilities of all, or the predicted values. */
    void writeCsv(PrintWriter out) {
        List<String> header = new ArrayList<>(classes ? List.of("class") : List.of());
        header.addAll(predictions.columns());
        out.print(line(header));
        for (int row = 0; row < rows(); row++) {
            List<String> cells = new ArrayList<>(classes ? List.of(className(row)) : List.of());
            for (int column = 0; column < columns; column++) {
                cells.add(String.valueOf(predictions.values()[row * columns + column]));
            }
            out.print(line(cells));
        }
    }

    /** The columns once, and a list of numbers in their order for each row. */
    Map<String, Object> toJson() {
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                float value = predictions.values()[row * columns + column];
                values.add(Float.isFinite(value) ? value : null);
            }
            Map<String, Object> json = new LinkedHashMap<>();
            if (classes) {
                json.put("class", className(row));
            }
            json.put(classes ? "probabilities" : "values", values);
            rows.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(classes ? "classes" : "columns", predictions.columns());
        json.put("predictions", rows);
        return json;
    }

    private String className(int row) {
        return predictions.columns().get(predictions.classes()[row]);
    }

    private static String line(List<String> cells) {
        return String.join(",", cells.stream().map(PredictionTable::quoted).toList()) + "\r\n";
    }

    private static String quoted(String cell) {
        return SPECIAL.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
