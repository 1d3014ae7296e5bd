package dev.occam.engine.report;

import dev.occam.Coverage;
import dev.occam.EpochReport;
import dev.occam.Metrics;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** A run as one page that needs nothing else: no scripts, no fonts, no other files. */
final class Report {
    private static final int MOST_HISTOGRAMS = 24;

    private final ReportData data;
    private final StringBuilder html = new StringBuilder();

    private Report(ReportData data) {
        this.data = data;
    }

    /** The page, HTML. */
    public static String html(ReportData data) {
        return new Report(data).page();
    }

    private String page() {
        summary();
        diagnosis();
        curves();
        coverage();
        html.append(AccountingSection.html(data));
        weights();
        confusion();
        worst();
        facts();
        return Page.of(data.title(), html);
    }

    private void summary() {
        html.append("<section class=\"cards\">\n");
        card("test", data.test());
        card("validation", data.validation());
        card("train", Optional.of(data.train()));
        int epochs = data.history().size();
        html.append("<div class=\"card\"><p>epochs</p><b>%d</b><small>kept: epoch %d</small></div>\n</section>\n"
                .formatted(epochs, data.bestEpoch()));
    }

    private void diagnosis() {
        if (data.diagnosis().isEmpty()) {
            return;
        }
        html.append("<section><h2>Diagnosis</h2>\n");
        data.diagnosis()
                .forEach(finding -> html.append("<p class=\"warning\"><b>")
                        .append(Html.escape(finding.verdict()))
                        .append("</b><br>")
                        .append(Html.escape(finding.evidence()))
                        .append("<br>")
                        .append(Html.escape(finding.remedy()))
                        .append("</p>\n"));
        html.append("</section>\n");
    }

    private void card(String part, Optional<Metrics> metrics) {
        metrics.ifPresent(values -> {
            boolean classes = values.accuracy().isPresent();
            html.append("<div class=\"card\"><p>%s %s</p><b>%s</b><small>%s</small></div>\n"
                    .formatted(
                            part,
                            classes ? "accuracy" : "loss",
                            classes ? Html.percent(values.accuracy()) : Html.number(values.loss()),
                            classes ? "loss " + Html.number(values.loss()) : "&nbsp;"));
        });
    }

    private void curves() {
        if (data.history().isEmpty()) {
            return;
        }
        html.append("<section><h2>Training</h2>\n<div class=\"grid2\">\n");
        chart("loss (without penalties)", parts(Metrics::loss), true);
        if (data.train().accuracy().isPresent()) {
            chart("accuracy", parts(metrics -> metrics.accuracy().orElse(Double.NaN)), false);
        }
        Set<String> rules = new LinkedHashSet<>();
        data.history().forEach(epoch -> rules.addAll(epoch.penalties().keySet()));
        List<LineChart.Curve> penalties = rules.stream()
                .map(rule -> curve(rule, epoch -> epoch.penalties().getOrDefault(rule, Double.NaN)))
                .toList();
        if (!penalties.isEmpty()) {
            chart("penalty by rule", penalties, true);
        }
        Set<String> sharing = new LinkedHashSet<>();
        data.history()
                .forEach(epoch -> sharing.addAll(epoch.accounting().shares().keySet()));
        if (!sharing.isEmpty()) {
            chart(
                    "share of rules in the last step",
                    sharing.stream()
                            .map(rule -> curve(
                                    rule, epoch -> epoch.accounting().shares().getOrDefault(rule, Double.NaN)))
                            .toList(),
                    true);
        }
        chart(
                "mean size of a weight",
                List.of(curve("mean |w|", epoch -> epoch.weights().meanAbs())),
                false);
        if (data.history().stream().anyMatch(epoch -> epoch.weights().zeros() > 0)) {
            chart(
                    "weights that are exactly 0, fraction",
                    List.of(curve("exactly 0", epoch -> epoch.weights().zeros())),
                    false);
        }
        html.append("</div></section>\n");
    }

    private List<LineChart.Curve> parts(ToDoubleFunction<Metrics> value) {
        List<LineChart.Curve> curves = new ArrayList<>();
        curves.add(curve("train", epoch -> value.applyAsDouble(epoch.train())));
        if (data.history().stream().anyMatch(epoch -> epoch.validation().isPresent())) {
            curves.add(curve(
                    "validation",
                    epoch -> epoch.validation().map(value::applyAsDouble).orElse(Double.NaN)));
        }
        return curves;
    }

    private LineChart.Curve curve(String name, ToDoubleFunction<EpochReport> value) {
        return new LineChart.Curve(
                name, data.history().stream().mapToDouble(value).toArray());
    }

    private void chart(String title, List<LineChart.Curve> curves, boolean mayBeLogarithmic) {
        int first = data.history().get(0).epoch();
        html.append(new LineChart(title, curves, first, Optional.of(data.bestEpoch()), mayBeLogarithmic).html());
    }

    private static List<String> names(Coverage.Row row) {
        List<String> names = new ArrayList<>(List.of(row.weight()));
        names.addAll(row.aliases());
        return names;
    }

    private void coverage() {
        Coverage coverage = data.coverage();
        html.append(
                        "<section><h2>Which rules act where</h2>\n<div class=\"scroll\"><table><thead><tr><th>weight</th><th>role</th>")
                .append("<th>shape</th><th>rules</th><th class=\"n\">values</th></tr></thead><tbody>\n");
        for (Coverage.Row row : coverage.rows()) {
            html.append(
                    "<tr><td>%s</td><td>%s</td><td class=\"nowrap\">%s</td><td>%s</td><td class=\"n\">%s</td></tr>\n"
                            .formatted(
                                    Html.escape(String.join(" = ", names(row))),
                                    row.role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                    Html.escape(row.shape().toString()),
                                    row.rules().isEmpty()
                                            ? row.frozen() ? "frozen" : "–"
                                            : String.join(
                                                    "<br>",
                                                    row.rules().stream()
                                                            .map(Html::escape)
                                                            .toList()),
                                    Html.count(row.shape().elements())));
        }
        html.append("</tbody></table></div>\n");
        coverage.activations()
                .forEach(line -> html.append("<p>").append(Html.escape(line)).append("</p>\n"));
        coverage.warnings()
                .forEach(line -> html.append("<p class=\"warning\">")
                        .append(Html.escape(line))
                        .append("</p>\n"));
        html.append("</section>\n");
    }

    private void weights() {
        if (data.weights().isEmpty()) {
            return;
        }
        html.append("<section><h2>Weights</h2>\n<div class=\"grid3\">\n");
        data.weights().stream().limit(MOST_HISTOGRAMS).map(HistogramChart::html).forEach(html::append);
        html.append("</div>\n");
        int more = data.weights().size() - MOST_HISTOGRAMS;
        html.append(more > 0 ? "<p>and %d more</p>\n".formatted(more) : "").append("</section>\n");
    }

    private void confusion() {
        data.confusion()
                .ifPresent(confusion -> html.append("<section><h2>What is taken for what <small>")
                        .append(Html.escape(confusion.part()))
                        .append(" part</small></h2>\n")
                        .append(ConfusionTable.html(confusion))
                        .append("</section>\n"));
    }

    private void worst() {
        if (data.worst().stream().noneMatch(example -> example.image().isPresent())) {
            return;
        }
        html.append("<section><h2>Worst examples</h2>\n<div class=\"worst\">\n");
        for (WorstExample example : data.worst()) {
            example.image()
                    .ifPresent(image -> html.append(
                            "<figure><img alt=\"example %d\" src=\"data:image/png;base64,%s\"><figcaption><b>%s</b> taken for <b>%s</b><br><small>%s for the truth, row %d</small></figcaption></figure>\n"
                                    .formatted(
                                            example.row(),
                                            Base64.getEncoder().encodeToString(Png.of(image)),
                                            Html.escape(example.truth()),
                                            Html.escape(example.predicted()),
                                            Html.percent(example.probability()),
                                            example.row())));
        }
        html.append("</div></section>\n");
    }

    private void facts() {
        html.append("<section><h2>The run</h2>\n<dl>\n");
        for (ReportData.Fact fact : data.facts()) {
            html.append("<dt>")
                    .append(Html.escape(fact.name()))
                    .append("</dt><dd>")
                    .append(Html.escape(fact.value()))
                    .append("</dd>\n");
        }
        html.append("</dl>\n<details><summary>spec.yaml</summary><pre>")
                .append(Html.escape(data.spec()))
                .append("</pre></details></section>\n");
    }
}
