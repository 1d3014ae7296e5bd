package dev.occam.benchmark.driver;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Curves over two logarithmic axes, as an SVG that stands alone and is readable on a light and on a dark page. */
final class Chart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 110;
    private static final int TOP = 30;
    private static final int BOTTOM = 50;
    /** Between two lines of text. */
    private static final int LINE = 14;

    private static final String STYLE = """
            text{font:12px sans-serif;fill:#444}.grid{stroke:#8884}path{fill:none;stroke-width:2}
            .c0{stroke:#c2410c;fill:#c2410c}.c1{stroke:#1d4ed8;fill:#1d4ed8}.c2{stroke:#0f766e;fill:#0f766e}
            .c3{stroke:#7e22ce;fill:#7e22ce}.c4{stroke:#a16207;fill:#a16207}.c5{stroke:#64748b;fill:#64748b}
            g text{stroke:none}
            @media(prefers-color-scheme:dark){text{fill:#ccc}.c1{stroke:#60a5fa;fill:#60a5fa}.c0{stroke:#fb923c;fill:#fb923c}}
            """;

    /** A curve; both coordinates of a point are above 0. */
    record Curve(String name, List<Point> points) {
        Curve {
            points = List.copyOf(points);
        }
    }

    /** A place on a curve. */
    record Point(double x, double y) {
        Point {
            if (!(x > 0 && y > 0)) {
                throw new IllegalArgumentException("a logarithmic axis has no place for (%s, %s)".formatted(x, y));
            }
        }
    }

    private final String title;
    private final String xTitle;
    private final List<Curve> curves;
    private final double[] x;
    private final double[] y;

    /** Curves with at least one point each. */
    Chart(String title, String xTitle, List<Curve> curves) {
        this.title = title;
        this.xTitle = xTitle;
        this.curves = List.copyOf(curves);
        if (curves.isEmpty() || curves.stream().anyMatch(curve -> curve.points().isEmpty())) {
            throw new IllegalArgumentException("a chart needs a curve, and each curve needs a point");
        }
        x = ends(true);
        y = ends(false);
    }

    private double[] ends(boolean ofX) {
        double[] values = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(point -> ofX ? point.x() : point.y())
                .sorted()
                .toArray();
        return new double[] {values[0] / 1.1, values[values.length - 1] * 1.1};
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(WIDTH, HEIGHT, title));
        svg.append("<style>").append(STYLE).append("</style>\n");
        svg.append(text(LEFT, 18, "start", title));
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", xTitle));
        grid(svg);
        double[] names = placesOfNames();
        for (int i = 0; i < curves.size(); i++) {
            draw(svg, curves.get(i), i, names[i]);
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg) {
        curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::x)
                .distinct()
                .sorted()
                .forEach(value -> svg.append(
                        text(atX(value), HEIGHT - BOTTOM + 18, "middle", String.format(Locale.ROOT, "%.0f", value))));
        for (int power = (int) Math.floor(Math.log10(y[0])); power <= Math.log10(y[1]); power++) {
            for (int digit : new int[] {1, 3}) {
                double value = digit * Math.pow(10, power);
                if (value >= y[0] && value <= y[1]) {
                    svg.append(String.format(
                            Locale.ROOT,
                            "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
                            LEFT,
                            WIDTH - RIGHT,
                            atY(value),
                            atY(value)));
                    svg.append(text(LEFT - 8, atY(value) + 4, "end", Columns.time(value)));
                }
            }
        }
    }

    /** Beside the last point of each curve, or a line below the name above it. */
    private double[] placesOfNames() {
        double[] places = new double[curves.size()];
        List<Integer> downwards = IntStream.range(0, places.length)
                .boxed()
                .sorted(Comparator.comparingDouble(curve -> atY(last(curve).y())))
                .toList();
        double above = 0;
        for (int curve : downwards) {
            places[curve] = Math.max(atY(last(curve).y()) + 4, above + LINE);
            above = places[curve];
        }
        return places;
    }

    private Point last(int curve) {
        List<Point> points = curves.get(curve).points();
        return points.get(points.size() - 1);
    }

    private void draw(StringBuilder svg, Curve curve, int number, double nameY) {
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (Point point : curve.points()) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", atX(point.x()), atY(point.y())));
            dots.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s, %.0f: %s</title></circle>",
                    atX(point.x()),
                    atY(point.y()),
                    curve.name(),
                    point.x(),
                    Columns.time(point.y())));
        }
        svg.append("<g class=\"c%d\"><path d=\"%s\"/>%s%s</g>\n"
                .formatted(
                        number % 6,
                        path,
                        dots,
                        text(WIDTH - RIGHT + 6, nameY, "start", curve.name()).strip()));
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text);
    }

    private double atX(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * place(value, x);
    }

    private double atY(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * place(value, y);
    }

    private static double place(double value, double[] ends) {
        return Math.log(value / ends[0]) / Math.log(ends[1] / ends[0]);
    }
}
