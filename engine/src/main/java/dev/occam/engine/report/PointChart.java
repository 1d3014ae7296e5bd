package dev.occam.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Values with their intervals over the values of a key, as SVG that takes its colours from the page. */
final class PointChart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 280;
    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 10;
    private static final int BOTTOM = 34;
    private static final double ROOM = 0.6;
    private static final double STEEP = 5;

    /** Intervals are cut where they end so many times beyond all values. */
    private static final double FAR = 4;

    /**
     * A value.
     *
     * @param x its key's value, as it is shown
     * @param low end of its interval; not a number where there is none
     * @param high end of its interval
     */
    record Mark(String x, double y, double low, double high) {}

    /** A line from the bottom to the top, with what it says. */
    record Line(String x, String css, String title) {}

    private final String title;
    private final List<Mark> marks;
    private final boolean joined;
    private final List<Line> lines;
    private final OptionalDouble limit;
    private final List<String> names;
    private final Optional<Axis> numbers;
    private final Axis y;
    private final Levels levels;

    /**
     * @param logarithmic whether the keys' values are numbers on a logarithmic axis; where they are no numbers it means
     *     nothing
     * @param joined whether a curve goes through the marks
     * @param limit a level to be drawn
     * @param top above which marks are drawn at the upper edge, so that the others can be told apart
     */
    PointChart(
            String title,
            List<Mark> marks,
            boolean logarithmic,
            boolean joined,
            List<Line> lines,
            OptionalDouble limit,
            OptionalDouble top) {
        this.title = title;
        this.marks = List.copyOf(marks);
        this.joined = joined;
        this.lines = List.copyOf(lines);
        this.limit = limit;
        names = marks.stream().map(Mark::x).distinct().toList();
        numbers = names.stream().allMatch(PointChart::isNumber) ? Optional.of(xAxis(logarithmic)) : Optional.empty();
        y = yAxis(top.orElse(Double.POSITIVE_INFINITY));
        levels = new Levels(y, LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM);
    }

    private Axis xAxis(boolean logarithmic) {
        double low = names.stream().mapToDouble(Double::parseDouble).min().orElse(0);
        double high = names.stream().mapToDouble(Double::parseDouble).max().orElse(1);
        if (logarithmic && low > 0 && high > low) {
            double edge = Math.pow(high / low, 0.02);
            return new Axis(low / edge, high * edge, true);
        }
        double edge = high > low ? (high - low) * 0.02 : Math.max(1e-9, Math.abs(high) * 0.1);
        return new Axis(low - edge, high + edge, false);
    }

    /** Wide intervals are cut: the values themselves must be seen. Logarithmic where the values are far apart. */
    private Axis yAxis(double top) {
        double[] means = marks.stream()
                .mapToDouble(Mark::y)
                .filter(value -> Double.isFinite(value) && value <= top)
                .toArray();
        double low = DoubleStream.of(means).min().orElse(0);
        double high = DoubleStream.of(means).max().orElse(1);
        double half = marks.stream()
                .mapToDouble(mark -> mark.high() - mark.y())
                .filter(Double::isFinite)
                .sorted()
                .skip(marks.size() / 2)
                .findFirst()
                .orElse(0);
        double room = Math.max(ROOM * (high - low), 1.5 * half);
        if (low > 0 && high / low > STEEP) {
            double[] near =
                    ends().filter(end -> end >= low / FAR && end <= high * FAR).toArray();
            return new Axis(
                    Math.min(low / 1.5, 0.95 * DoubleStream.of(near).min().orElse(low)),
                    Math.max(high * 1.2, 1.05 * DoubleStream.of(near).max().orElse(high)),
                    true);
        }
        return Axis.of(
                DoubleStream.concat(
                        DoubleStream.of(means),
                        ends().filter(end -> end >= low - room && end <= Math.min(top, high + room))),
                false);
    }

    private DoubleStream ends() {
        return marks.stream().flatMapToDouble(mark -> DoubleStream.of(mark.low(), mark.high()));
    }

    String html() {
        StringBuilder html = new StringBuilder("<figure><figcaption>").append(Html.escape(title));
        html.append(y.logarithmic() ? " <small>logarithmic</small>" : "");
        html.append("</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(WIDTH, HEIGHT, Html.escape(title)));
        grid(html);
        limit.ifPresent(level -> html.append("<line class=\"limit\" x1=\"%d\" x2=\"%d\" y1=\"%3$s\" y2=\"%3$s\"/>"
                .formatted(LEFT, WIDTH - RIGHT, Html.at(atY(level)))));
        lines.forEach(line -> html.append(
                "<line class=\"%s\" x1=\"%2$s\" x2=\"%2$s\" y1=\"%3$d\" y2=\"%4$d\"><title>%5$s</title></line>"
                        .formatted(
                                line.css(), Html.at(atX(line.x())), TOP, HEIGHT - BOTTOM, Html.escape(line.title()))));
        html.append("<g class=\"c0\">");
        curve(html);
        marks.forEach(mark -> mark(html, mark));
        return html.append("</g></svg></figure>\n").toString();
    }

    private void grid(StringBuilder html) {
        levels.draw(html);
        if (numbers.isEmpty()) {
            names.forEach(name -> xTick(html, atX(name), shortened(name)));
            return;
        }
        List<Double> ticks = new ArrayList<>(numbers.get().ticks());
        int every = (ticks.size() + 9) / 10;
        IntStream.range(0, ticks.size())
                .filter(i -> i % every == 0)
                .forEach(i ->
                        xTick(html, LEFT + inner() * numbers.get().position(ticks.get(i)), Html.tick(ticks.get(i))));
    }

    private static void xTick(StringBuilder html, double x, String text) {
        html.append("<text class=\"tick\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>"
                .formatted(Html.at(x), HEIGHT - 12, Html.escape(text)));
    }

    private void curve(StringBuilder html) {
        if (!joined) {
            return;
        }
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (Mark mark : marks) {
            boolean visible = Double.isFinite(mark.y());
            if (visible) {
                path.append(pen ? 'L' : 'M')
                        .append(Html.at(atX(mark.x())))
                        .append(' ')
                        .append(Html.at(atY(mark.y())));
            }
            pen = visible;
        }
        html.append("<path d=\"").append(path).append("\"/>");
    }

    private void mark(StringBuilder html, Mark mark) {
        if (!Double.isFinite(mark.y())) {
            return;
        }
        String x = Html.at(atX(mark.x()));
        boolean interval = Double.isFinite(mark.low()) && Double.isFinite(mark.high());
        if (interval) {
            html.append("<line class=\"whisker\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$s\" y2=\"%3$s\"/>"
                    .formatted(x, Html.at(atY(mark.low())), Html.at(atY(mark.high()))));
        }
        html.append("<circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"4\"><title>%s: %s%s</title></circle>"
                .formatted(
                        x,
                        Html.at(atY(mark.y())),
                        Html.escape(mark.x()),
                        Html.number(mark.y()),
                        interval ? ", %s to %s".formatted(Html.number(mark.low()), Html.number(mark.high())) : ""));
    }

    private double atX(String value) {
        return LEFT
                + inner()
                        * numbers.map(axis -> axis.position(Double.parseDouble(value)))
                                .orElseGet(() -> (names.indexOf(value) + 0.5) / names.size());
    }

    private double atY(double value) {
        double cut = Math.min(y.high(), Math.max(y.low(), value));
        return levels.at(cut);
    }

    private static double inner() {
        return WIDTH - LEFT - RIGHT;
    }

    private static String shortened(String name) {
        return name.length() <= 14 ? name : name.substring(0, 13) + "…";
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,4})?");
    }
}
