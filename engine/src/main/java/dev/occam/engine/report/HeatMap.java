package dev.occam.engine.report;

import java.util.Arrays;
import java.util.List;

/**
 * A value for each pair of two scales, as a table with shaded cells; the best of each row is framed.
 *
 * @param title above the table
 * @param rowScale what the rows are called together
 * @param rows their labels
 * @param columnScale what the columns are called together
 * @param columns their labels
 * @param values {@code values[row][column]} between 0 and 1, for instance accuracies; NaN where there is none
 */
public record HeatMap(
        String title, String rowScale, List<String> rows, String columnScale, List<String> columns, double[][] values) {
    public HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        if (values.length != rows.size()) {
            throw new IllegalArgumentException("%d labels for %d rows".formatted(rows.size(), values.length));
        }
        for (double[] row : values) {
            if (row.length != columns.size()) {
                throw new IllegalArgumentException("%d labels for %d columns".formatted(columns.size(), row.length));
            }
        }
    }

    /** The figure, HTML. */
    public String html() {
        double[] all = Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
        double low = Arrays.stream(all).min().orElse(0);
        double high = Arrays.stream(all).max().orElse(1);
        StringBuilder html = new StringBuilder(
                "<figure class=\"fit\"><figcaption>%s</figcaption><table class=\"heat\"><thead><tr><th>%s ↓ %s →</th>"
                        .formatted(Html.escape(title), Html.escape(rowScale), Html.escape(columnScale)));
        columns.forEach(column ->
                html.append("<th scope=\"col\">").append(Html.escape(column)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (int row = 0; row < rows.size(); row++) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(rows.get(row)))
                    .append("</th>");
            double best =
                    Arrays.stream(values[row]).filter(Double::isFinite).max().orElse(Double.NaN);
            for (double value : values[row]) {
                html.append(
                        Double.isFinite(value)
                                ? "<td class=\"%s\" style=\"--v:%s\">%s</td>"
                                        .formatted(
                                                value == best ? "top" : "",
                                                Html.strength(high > low ? (value - low) / (high - low) : 0),
                                                Html.percent(value))
                                : "<td class=\"none\">diverged</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></figure>\n").toString();
    }
}
