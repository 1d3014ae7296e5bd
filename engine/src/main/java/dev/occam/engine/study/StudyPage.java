package dev.occam.engine.study;

import dev.occam.engine.report.DifferenceChart;
import dev.occam.engine.report.HeatMap;
import dev.occam.engine.report.Html;
import dev.occam.engine.report.IntervalChart;
import dev.occam.engine.report.Page;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code study.html}: verdicts first, then the figures of each part. */
final class StudyPage {
    private final StringBuilder html = new StringBuilder();

    private StudyPage() {}

    /** @param command that makes the page again */
    static String of(Study study, Findings findings, Size size, String command) {
        StudyPage page = new StudyPage();
        page.introduction(findings, size, command);
        page.rulings(findings.rulings());
        findings.sections().forEach(page::section);
        page.data(findings.scenes());
        return Page.of(study.title(), page.html.toString());
    }

    private void introduction(Findings findings, Size size, String command) {
        html.append(
                "<section><p class=\"note\">%s</p><p class=\"note\">%d seeds for each condition, paired: runs of one seed share split, first weights and order. Intervals are at 95 %% (Student&#39;s t of the paired differences). Made by <code>%s</code>.</p></section>\n"
                        .formatted(
                                Html.escape(findings.introduction()),
                                size.seeds().size(),
                                Html.escape(command)));
    }

    private void rulings(List<Ruling> rulings) {
        html.append(
                "<section><h2>What became of the claims</h2>\n<div class=\"scroll\"><table><thead><tr><th>claim</th><th>where</th><th>data</th><th>verdict</th><th>figures</th></tr></thead><tbody>\n");
        String last = "";
        for (Ruling ruling : rulings) {
            boolean again = ruling.claim().equals(last);
            last = ruling.claim();
            html.append(
                    "<tr><td>%s</td><td class=\"nowrap\">%s</td><td class=\"nowrap\">%s</td><td class=\"%s\">%s</td><td>%s</td></tr>\n"
                            .formatted(
                                    again ? "" : Html.escape(ruling.claim()),
                                    again ? "" : Html.escape(ruling.source()),
                                    Html.escape(ruling.data()),
                                    ruling.outcome().name().toLowerCase(Locale.ROOT),
                                    ruling.outcome().name().toLowerCase(Locale.ROOT),
                                    Html.escape(ruling.figures()).replace(" %", "&nbsp;%")));
        }
        html.append("</tbody></table></div></section>\n");
    }

    private void section(Section section) {
        html.append("<section><h2>").append(Html.escape(section.title())).append("</h2>\n");
        List<Block> drawings = new ArrayList<>();
        for (Block block : section.blocks()) {
            if (block instanceof Block.Curves || block instanceof Block.Differences) {
                drawings.add(block);
                continue;
            }
            flush(drawings);
            html.append(block(block));
        }
        flush(drawings);
        html.append("</section>\n");
    }

    /** Drawings that follow each other stand side by side. */
    private void flush(List<Block> drawings) {
        if (!drawings.isEmpty()) {
            html.append("<div class=\"grid2 drawings\">\n");
            drawings.forEach(drawing -> html.append(block(drawing)));
            html.append("</div>\n");
            drawings.clear();
        }
    }

    private static String block(Block block) {
        if (block instanceof Block.Note note) {
            return "<p class=\"note\">" + Html.escape(note.text()).replace(" %", "&nbsp;%") + "</p>\n";
        }
        if (block instanceof Block.Table table) {
            return table(table);
        }
        if (block instanceof Block.Curves curves) {
            return curves(curves);
        }
        if (block instanceof Block.Differences differences) {
            return differences(differences);
        }
        Block.Heat heat = (Block.Heat) block;
        return new HeatMap(
                        heat.title(),
                        heat.rowScale(),
                        heat.rows().stream().map(IntervalChart::strength).toList(),
                        heat.columnScale(),
                        heat.columns().stream().map(IntervalChart::strength).toList(),
                        heat.values())
                .html();
    }

    private static String table(Block.Table table) {
        StringBuilder html = new StringBuilder();
        if (!table.title().isEmpty()) {
            html.append("<h3>").append(Html.escape(table.title())).append("</h3>\n");
        }
        html.append("<div class=\"scroll\"><table><thead><tr>");
        table.header()
                .forEach(title -> html.append("<th>").append(Html.escape(title)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<Block.Cell> row : table.rows()) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(cell(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String cell(Block.Cell cell) {
        if (cell instanceof Block.Cell.Words words) {
            return Html.escape(words.text());
        }
        if (cell instanceof Block.Cell.Exact exact) {
            return Html.escape(exact.quantity().text(exact.value()));
        }
        Block.Cell.Mean mean = (Block.Cell.Mean) cell;
        if (!Double.isFinite(mean.estimate().mean())) {
            return "no figure";
        }
        Interval interval = mean.quantity().interval(mean.estimate());
        return "%s <small>%s to %s</small>"
                .formatted(
                        Html.escape(mean.quantity().text(mean.estimate().mean())),
                        Html.escape(mean.quantity().text(interval.low())),
                        Html.escape(mean.quantity().text(interval.high())));
    }

    private static String curves(Block.Curves block) {
        List<Double> strengths = block.strengths();
        List<IntervalChart.Place> places = new ArrayList<>();
        for (double strength : strengths) {
            // Zero has no place on a logarithmic scale: it stands one decade left of the smallest.
            double at = strength > 0
                    ? Math.log10(strength)
                    : Math.log10(strengths.stream()
                                    .filter(each -> each > 0)
                                    .min(Double::compare)
                                    .orElse(1.0))
                            - 1;
            boolean labelled = strength == 0 || Math.abs(at - Math.rint(at)) < 1e-9;
            places.add(new IntervalChart.Place(at, labelled ? IntervalChart.strength(strength) : ""));
        }
        double factor = block.quantity() == Quantity.FRACTION ? 100 : 1;
        List<IntervalChart.Curve> curves = block.curves().stream()
                .map(curve -> new IntervalChart.Curve(
                        curve.name(),
                        curve.points().stream()
                                .map(each -> point(each, block.quantity(), factor))
                                .toList()))
                .toList();
        String unit = block.quantity() == Quantity.FRACTION ? ", %" : "";
        return new IntervalChart(block.title() + unit, "λ", places, curves, block.quantity() == Quantity.NUMBER).html();
    }

    private static IntervalChart.Point point(Estimate estimate, Quantity quantity, double factor) {
        Interval interval = quantity.interval(estimate);
        return new IntervalChart.Point(factor * interval.low(), factor * estimate.mean(), factor * interval.high());
    }

    private static String differences(Block.Differences block) {
        double factor = block.quantity() == Quantity.POINTS ? 100 : 1;
        return new DifferenceChart(
                        block.title(),
                        block.unit(),
                        block.rows().stream()
                                .map(row -> new DifferenceChart.Row(
                                        row.label(),
                                        factor * row.estimate().interval().low(),
                                        factor * row.estimate().mean(),
                                        factor * row.estimate().interval().high()))
                                .toList())
                .html();
    }

    private void data(List<Scene> scenes) {
        html.append("<section><h2>The data and the networks</h2>\n<dl>\n");
        for (Scene scene : scenes) {
            html.append("<dt>%s</dt><dd>%s. %s, batches of %d, at most %d epochs, %s with a learning rate of %s.</dd>\n"
                    .formatted(
                            Html.escape(scene.name()),
                            Html.escape(scene.about()),
                            hidden(scene),
                            scene.batch(),
                            scene.epochs(),
                            Html.escape(scene.learner().name()),
                            Html.tick(scene.learner().rate())));
        }
        html.append("</dl></section>\n");
    }

    private static String hidden(Scene scene) {
        return scene.hidden().isEmpty()
                ? "A linear model"
                : scene.hidden().stream().map(String::valueOf).collect(Collectors.joining(" and "))
                        + " hidden units (relu)";
    }
}
