package dev.occam.engine.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Differences with their intervals beside the line of no difference, as SVG.
 *
 * @param title above the drawing
 * @param unit of the differences: {@code points of accuracy}
 * @param rows from top to bottom
 */
public record DifferenceChart(String title, String unit, List<Row> rows) {
    private static final int WIDTH = 560;
    private static final int LEFT = 274;
    private static final int RIGHT = 16;
    private static final int LINE = 24;
    private static final int BOTTOM = 42;

    /** A difference; drawn only where it is finite. */
    public record Row(String label, double low, double middle, double high) {}

    public DifferenceChart {
        rows = List.copyOf(rows);
    }

    /** The figure, HTML. */
    public String html() {
        int height = rows.size() * LINE + BOTTOM;
        Axis x = axis();
        StringBuilder html = new StringBuilder(
                "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(Html.escape(title), WIDTH, height, Html.escape(title)));
        for (double tick : x.ticks()) {
            html.append("<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"2\" y2=\"%d\"/>"
                    .formatted(
                            Math.abs(tick) < 1e-12 ? "zero" : "grid",
                            Html.at(atX(x, tick)),
                            Html.at(atX(x, tick)),
                            height - BOTTOM));
            html.append("<text class=\"tick\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>"
                    .formatted(Html.at(atX(x, tick)), height - 25, Html.tick(tick)));
        }
        html.append("<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>"
                .formatted(WIDTH - RIGHT, height - 7, Html.escape(unit)));
        for (int i = 0; i < rows.size(); i++) {
            row(html, rows.get(i), x, i * LINE + LINE / 2.0 + 1);
        }
        return html.append("</svg></figure>\n").toString();
    }

    private void row(StringBuilder html, Row row, Axis x, double y) {
        html.append("<text class=\"label\" text-anchor=\"end\" x=\"%d\" y=\"%s\">%s</text>"
                .formatted(LEFT - 12, Html.at(y + 4), Html.escape(row.label())));
        if (!isDrawn(row)) {
            html.append("<text class=\"tick\" x=\"%d\" y=\"%s\">no figure</text>".formatted(LEFT, Html.at(y + 4)));
            return;
        }
        html.append(
                "<g class=\"%s\"><line class=\"whisker\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/><circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"4\"><title>%s: %s (%s to %s)</title></circle></g>"
                        .formatted(
                                row.low() > 0 ? "c2" : row.high() < 0 ? "c1" : "c0",
                                Html.at(atX(x, row.low())),
                                Html.at(atX(x, row.high())),
                                Html.at(y),
                                Html.at(y),
                                Html.at(atX(x, row.middle())),
                                Html.at(y),
                                Html.escape(row.label()),
                                signed(row.middle()),
                                signed(row.low()),
                                signed(row.high())));
    }

    private Axis axis() {
        double[] ends = rows.stream()
                .filter(DifferenceChart::isDrawn)
                .flatMapToDouble(row -> DoubleStream.of(row.low(), row.high()))
                .toArray();
        double low = Math.min(0, DoubleStream.of(ends).min().orElse(-1));
        double high = Math.max(0, DoubleStream.of(ends).max().orElse(1));
        double room = Math.max(1e-9, (high - low) * 0.04);
        return new Axis(low - room, high + room, false);
    }

    private static boolean isDrawn(Row row) {
        return Double.isFinite(row.low()) && Double.isFinite(row.middle()) && Double.isFinite(row.high());
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3g", value);
    }

    private static double atX(Axis x, double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * x.position(value);
    }
}
