package dev.occam.engine.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Curves with bands of confidence over some places of a scale, as SVG.
 *
 * @param title above the drawing
 * @param scale what the places are called together: {@code λ}
 * @param places from left to right
 * @param curves each with a point for each place
 * @param mayBeLogarithmic whether values may be drawn logarithmically where they spread over decades
 */
public record IntervalChart(
        String title, String scale, List<Place> places, List<Curve> curves, boolean mayBeLogarithmic) {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 260;
    private static final int LEFT = 58;
    private static final int RIGHT = 14;
    private static final int TOP = 10;
    private static final int BOTTOM = 40;

    /**
     * A place of the scale.
     *
     * @param at where it lies; only the distances count
     * @param label short; none where it is empty
     */
    public record Place(double at, String label) {}

    /** A value with its interval; drawn only where all three are finite. */
    public record Point(double low, double middle, double high) {
        boolean isDrawn(Axis y) {
            return Double.isFinite(low)
                    && Double.isFinite(middle)
                    && Double.isFinite(high)
                    && (!y.logarithmic() || low > 0);
        }
    }

    /** A curve. */
    public record Curve(String name, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    public IntervalChart {
        places = List.copyOf(places);
        curves = List.copyOf(curves);
        for (Curve curve : curves) {
            if (curve.points().size() != places.size()) {
                throw new IllegalArgumentException("%s has %d points for %d places"
                        .formatted(curve.name(), curve.points().size(), places.size()));
            }
        }
    }

    /** The figure, HTML. */
    public String html() {
        Axis y = Axis.of(
                curves.stream()
                        .flatMap(curve -> curve.points().stream())
                        .flatMapToDouble(point -> DoubleStream.of(point.low(), point.middle(), point.high())),
                mayBeLogarithmic);
        StringBuilder html = new StringBuilder("<figure><figcaption>").append(Html.escape(title));
        html.append(y.logarithmic() ? " <small>logarithmic</small>" : "").append("</figcaption><p class=\"legend\">");
        for (int i = 0; i < curves.size(); i++) {
            html.append("<span class=\"c%d\"><i></i>%s</span>"
                    .formatted(i % 6, Html.escape(curves.get(i).name())));
        }
        html.append("</p><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(WIDTH, HEIGHT, Html.escape(title)));
        grid(html, y);
        for (int i = 0; i < curves.size(); i++) {
            html.append("<g class=\"c").append(i % 6).append("\">");
            draw(html, curves.get(i), y);
            html.append("</g>");
        }
        return html.append("</svg></figure>\n").toString();
    }

    private void grid(StringBuilder html, Axis y) {
        levels(y).draw(html);
        for (Place place : places) {
            html.append("<text class=\"tick\" text-anchor=\"middle\" x=\"%s\" y=\"%d\">%s</text>"
                    .formatted(Html.at(atX(place)), HEIGHT - 24, Html.escape(place.label())));
        }
        html.append("<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>"
                .formatted(WIDTH - RIGHT, HEIGHT - 6, Html.escape(scale)));
    }

    private void draw(StringBuilder html, Curve curve, Axis y) {
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        StringBuilder line = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (int i = 0; i < places.size(); i++) {
            Point point = curve.points().get(i);
            boolean drawn = point.isDrawn(y);
            if (drawn) {
                String x = Html.at(atX(places.get(i)));
                upper.append(x)
                        .append(',')
                        .append(Html.at(atY(y, point.high())))
                        .append(' ');
                lower.insert(0, x + "," + Html.at(atY(y, point.low())) + " ");
                line.append(line.length() == 0 ? 'M' : 'L')
                        .append(x)
                        .append(' ')
                        .append(Html.at(atY(y, point.middle())));
                dots.append(
                        "<circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"2.6\"><title>%s, %s %s: %s (%s to %s)</title></circle>"
                                .formatted(
                                        x,
                                        Html.at(atY(y, point.middle())),
                                        Html.escape(curve.name()),
                                        Html.escape(scale),
                                        Html.escape(places.get(i).label()),
                                        Html.number(point.middle()),
                                        Html.number(point.low()),
                                        Html.number(point.high())));
            }
            if (!drawn || i == places.size() - 1) {
                if (line.length() > 0) {
                    html.append("<polygon class=\"band\" points=\"")
                            .append(upper)
                            .append(lower)
                            .append("\"/>");
                    html.append("<path d=\"").append(line).append("\"/>");
                }
                upper.setLength(0);
                lower.setLength(0);
                line.setLength(0);
            }
        }
        html.append(dots);
    }

    private double atX(Place place) {
        double low = places.get(0).at();
        double span = Math.max(1e-9, places.get(places.size() - 1).at() - low);
        return LEFT + 14 + (WIDTH - LEFT - RIGHT - 28) * (place.at() - low) / span;
    }

    private static double atY(Axis y, double value) {
        return levels(y).at(value);
    }

    private static Levels levels(Axis y) {
        return new Levels(y, LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM);
    }

    /** 1e-5, 0.003, 1: as short as it can be. */
    public static String strength(double value) {
        if (value != 0 && value < 1e-3) {
            return String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-");
        }
        return Html.tick(value);
    }
}
