package dev.occam.engine.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Curves over the epochs, as SVG that takes its colours from the page. */
final class LineChart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 260;
    private static final int LEFT = 52;
    private static final int RIGHT = 12;
    private static final int TOP = 10;
    private static final int BOTTOM = 30;
    private static final int MOST_POINTS = 400;

    /**
     * A curve.
     *
     * @param values one an epoch; what is not finite leaves a gap
     */
    record Curve(String name, double[] values) {}

    private final String title;
    private final List<Curve> curves;
    private final int firstEpoch;
    private final Optional<Integer> marked;
    private final Axis x;
    private final Axis y;
    private final Levels levels;

    LineChart(String title, List<Curve> curves, int firstEpoch, Optional<Integer> marked, boolean mayBeLogarithmic) {
        this.title = title;
        this.curves = curves;
        this.firstEpoch = firstEpoch;
        this.marked = marked;
        int epochs =
                curves.stream().mapToInt(curve -> curve.values().length).max().orElse(1);
        this.x = new Axis(firstEpoch, firstEpoch + Math.max(1, epochs - 1), false);
        this.y = Axis.of(curves.stream().flatMapToDouble(curve -> Arrays.stream(curve.values())), mayBeLogarithmic);
        this.levels = new Levels(y, LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM);
    }

    String html() {
        StringBuilder html = new StringBuilder("<figure><figcaption>").append(Html.escape(title));
        html.append(y.logarithmic() ? " <small>logarithmic</small>" : "").append("</figcaption><p class=\"legend\">");
        for (int i = 0; i < curves.size(); i++) {
            html.append("<span class=\"c")
                    .append(i % 6)
                    .append("\"><i></i>")
                    .append(Html.escape(curves.get(i).name()))
                    .append("</span>");
        }
        html.append("</p><svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append("\" role=\"img\" aria-label=\"")
                .append(Html.escape(title))
                .append("\">");
        grid(html);
        marked.ifPresent(epoch -> html.append(
                "<line class=\"best\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$d\" y2=\"%3$d\"><title>kept: epoch %4$d</title></line>"
                        .formatted(Html.at(atX(epoch)), TOP, HEIGHT - BOTTOM, epoch)));
        for (int i = 0; i < curves.size(); i++) {
            draw(html, curves.get(i), "c" + i % 6);
        }
        return html.append("</svg></figure>\n").toString();
    }

    private void grid(StringBuilder html) {
        levels.draw(html);
        html.append("<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%d\">epoch</text>"
                .formatted(LEFT - 10, HEIGHT - 10));
        for (double tick : x.ticks()) {
            if (tick == Math.rint(tick)) {
                html.append("<text class=\"tick\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>"
                        .formatted(Html.at(atX(tick)), HEIGHT - 10, Html.tick(tick)));
            }
        }
    }

    private void draw(StringBuilder html, Curve curve, String colour) {
        double[] values = curve.values();
        int every = (values.length + MOST_POINTS - 1) / MOST_POINTS;
        StringBuilder path = new StringBuilder();
        StringBuilder points = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < values.length; i += every) {
            boolean visible = Double.isFinite(values[i]) && (!y.logarithmic() || values[i] > 0);
            if (visible) {
                String at = Html.at(atX(firstEpoch + i)) + " " + Html.at(atY(values[i]));
                path.append(pen ? 'L' : 'M').append(at);
                points.append("<circle cx=\"%s\" cy=\"%s\" r=\"6\"><title>%s, epoch %d: %s</title></circle>"
                        .formatted(
                                Html.at(atX(firstEpoch + i)),
                                Html.at(atY(values[i])),
                                Html.escape(curve.name()),
                                firstEpoch + i,
                                Html.number(values[i])));
            }
            pen = visible;
        }
        html.append("<g class=\"")
                .append(colour)
                .append("\"><path d=\"")
                .append(path)
                .append("\"/>")
                .append(points)
                .append("</g>");
    }

    private double atX(double epoch) {
        return LEFT + (WIDTH - LEFT - RIGHT) * x.position(epoch);
    }

    private double atY(double value) {
        return levels.at(value);
    }
}
