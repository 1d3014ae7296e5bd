package dev.occam.engine.report;

/** The spread of a weight's values, as SVG. */
final class HistogramChart {
    private static final int WIDTH = 280;
    private static final int HEIGHT = 120;
    private static final int BOTTOM = 20;

    private HistogramChart() {}

    static String html(WeightHistogram histogram) {
        int[] counts = histogram.counts();
        long total = histogram.zeros();
        int highest = 1;
        for (int count : counts) {
            highest = Math.max(highest, count);
            total += count;
        }
        String zeros = histogram.zeros() == 0
                ? ""
                : ", %s exactly 0".formatted(Html.percent((double) histogram.zeros() / Math.max(1, total)));
        StringBuilder html =
                new StringBuilder("<figure class=\"small\"><figcaption>%s <small>%s values%s</small></figcaption>"
                        .formatted(Html.escape(histogram.name()), Html.count(total), zeros));
        html.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\"><g class=\"bars\">"
                .formatted(WIDTH, HEIGHT, Html.escape("values of " + histogram.name())));
        double width = (double) WIDTH / counts.length;
        double step = (histogram.high() - histogram.low()) / counts.length;
        for (int i = 0; i < counts.length; i++) {
            double height = (HEIGHT - BOTTOM - 4) * (double) counts[i] / highest;
            html.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s to %s: %s</title></rect>"
                    .formatted(
                            Html.at(i * width + 0.5),
                            Html.at(HEIGHT - BOTTOM - height),
                            Html.at(width - 1),
                            Html.at(height),
                            Html.number(histogram.low() + i * step),
                            Html.number(histogram.low() + (i + 1) * step),
                            Html.count(counts[i])));
        }
        html.append("</g><line class=\"grid\" x1=\"0\" x2=\"%d\" y1=\"%2$d\" y2=\"%2$d\"/>"
                .formatted(WIDTH, HEIGHT - BOTTOM));
        tick(html, 0, "start", Html.number(histogram.low()));
        tick(html, WIDTH / 2, "middle", "0");
        tick(html, WIDTH, "end", Html.number(histogram.high()));
        return html.append("</svg></figure>\n").toString();
    }

    private static void tick(StringBuilder html, int x, String anchor, String text) {
        html.append("<text class=\"tick\" text-anchor=\"%s\" x=\"%d\" y=\"%d\">%s</text>"
                .formatted(anchor, x, HEIGHT - 5, text));
    }
}
