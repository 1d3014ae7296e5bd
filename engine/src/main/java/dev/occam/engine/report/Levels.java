package dev.occam.engine.report;

/**
 * The vertical axis of a chart: how high values lie, and the lines and numbers at its ticks.
 *
 * @param axis the values
 * @param left edge of the area of the curves, in units of the picture
 * @param right edge
 * @param top edge, where the largest value lies
 * @param bottom edge, where the smallest lies
 */
record Levels(Axis axis, int left, int right, int top, int bottom) {
    double at(double value) {
        return bottom - (bottom - top) * axis.position(value);
    }

    void draw(StringBuilder html) {
        for (double tick : axis.ticks()) {
            html.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%3$s\" y2=\"%3$s\"/>"
                    .formatted(left, right, Html.at(at(tick))));
            html.append("<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%s\">%s</text>"
                    .formatted(left - 8, Html.at(at(tick) + 4), Html.tick(tick)));
        }
    }
}
