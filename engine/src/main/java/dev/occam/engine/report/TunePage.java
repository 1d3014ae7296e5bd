package dev.occam.engine.report;

import dev.occam.Metrics;
import dev.occam.SearchRange;
import dev.occam.TuningResult;
import dev.occam.TuningResult.Trial;
import dev.occam.TuningSpec;
import dev.occam.engine.file.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes {@code tune.html}: what a search found, as curves and as a table. */
public final class TunePage {
    private static final int MOST_CHARTS = 6;

    private final TuningSpec request;
    private final TuningResult result;
    private final StringBuilder html = new StringBuilder();

    private TunePage(TuningSpec request, TuningResult result) {
        this.request = request;
        this.result = result;
    }

    /** Replaces the file whole. */
    public static void write(Path file, TuningSpec request, TuningResult result) {
        AtomicFile.writeText(file, html(request, result));
    }

    static String html(TuningSpec request, TuningResult result) {
        return new TunePage(request, result).page();
    }

    private String page() {
        summary();
        html.append("<section><h2>What it decides</h2>\n<ul>\n");
        result.verdict().forEach(this::item);
        html.append("</ul></section>\n");
        charts();
        nested();
        refit();
        table();
        request();
        String keys = request.over().stream().map(range -> last(range.path())).collect(Collectors.joining(", "));
        return Page.of("Choosing " + keys, html);
    }

    private void summary() {
        html.append("<section class=\"cards\">\n");
        card("best", trial(result.best()));
        card("simplest within one standard error", trial(result.simplest()));
        result.nested()
                .ifPresent(
                        nested -> html.append("<div class=\"card\"><p>honest loss</p><b>%s</b><small>%s</small></div>\n"
                                .formatted(Html.number(nested.loss().mean()), interval(nested.loss()))));
        Metrics metrics = result.refit().test().orElse(result.refit().train());
        boolean classes = metrics.accuracy().isPresent();
        html.append("<div class=\"card\"><p>trained on all data: %s %s</p><b>%s</b><small>loss %s</small></div>\n"
                .formatted(
                        result.refit().test().isPresent() ? "test" : "train",
                        classes ? "accuracy" : "loss",
                        classes ? Html.percent(metrics.accuracy()) : Html.number(metrics.loss()),
                        Html.number(metrics.loss())));
        html.append("</section>\n");
    }

    private void card(String what, Trial trial) {
        html.append("<div class=\"card\"><p>%s</p><b>%s</b><small>loss %s, %s</small></div>\n"
                .formatted(
                        what,
                        Html.escape(String.join(", ", trial.values().values())),
                        Html.number(trial.loss().mean()),
                        interval(trial.loss())));
    }

    private void item(String text) {
        html.append("<li>").append(Html.escape(text)).append("</li>\n");
    }

    private void charts() {
        html.append("<section><h2>The curve <small>95 %% intervals; scored on %s</small></h2>\n<div class=\"grid2\">\n"
                .formatted(Html.escape(result.scoring())));
        boolean one = request.over().size() == 1;
        request.over().stream().limit(MOST_CHARTS).forEach(range -> {
            String key = range.path();
            boolean logarithmic = isLogarithmic(range);
            List<PointChart.Line> lines = List.of(
                    new PointChart.Line(trial(result.best()).values().get(key), "best", "best"),
                    new PointChart.Line(trial(result.simplest()).values().get(key), "kept", "simplest"));
            TuningResult.Estimate best = trial(result.best()).loss();
            html.append(new PointChart(
                            "loss by " + key,
                            marks(trial -> trial.loss(), key),
                            logarithmic,
                            one,
                            lines,
                            OptionalDouble.of(best.mean() + best.standardError()),
                            OptionalDouble.empty())
                    .html());
            html.append(new PointChart(
                            "loss minus that of the best, pair by pair",
                            marks(trial -> trial.difference().orElse(NONE), key),
                            logarithmic,
                            one,
                            lines,
                            OptionalDouble.of(0),
                            farthestAlike())
                    .html());
        });
        html.append(
                "</div>\n<p><small>Green level: the best loss plus one standard error, or no difference."
                        + " Dashed lines: the best value (grey) and the simplest within one standard error (green). Right: what is much worse is drawn at the upper edge.</small></p></section>\n");
    }

    /** Where the intervals of the trials end that cannot be told from the best; much worse ones need not be seen. */
    private OptionalDouble farthestAlike() {
        return result.trials().stream()
                .flatMap(trial -> trial.difference().stream())
                .filter(each -> each.low() <= 0 && each.high() > 0)
                .mapToDouble(each -> 2 * each.high())
                .max();
    }

    private static final TuningResult.Estimate NONE =
            new TuningResult.Estimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private interface Values {
        TuningResult.Estimate of(Trial trial);
    }

    /** Of trials that got all their epochs, which are those that compare. */
    private List<PointChart.Mark> marks(Values values, String key) {
        return result.trials().stream()
                .filter(trial -> trial.difference().isPresent())
                .map(trial -> {
                    TuningResult.Estimate value = values.of(trial);
                    return new PointChart.Mark(trial.values().get(key), value.mean(), value.low(), value.high());
                })
                .toList();
    }

    private static boolean isLogarithmic(SearchRange range) {
        return range instanceof SearchRange.Logarithmic || range instanceof SearchRange.Choices;
    }

    private void nested() {
        result.nested().ifPresent(nested -> {
            html.append("<section><h2>The error of the whole search</h2>\n<ul>\n");
            item(nestedText(nested));
            List<Map<String, String>> chosen = nested.values();
            for (int i = 0; i < chosen.size(); i++) {
                item("outer fold %d chose %s".formatted(i + 1, text(chosen.get(i))));
            }
            html.append("</ul></section>\n");
        });
    }

    private static String nestedText(TuningResult.Nested nested) {
        return "Loss %s (%s) on rows that no part of the search has seen; the searches themselves said %s."
                .formatted(Html.number(nested.loss().mean()), interval(nested.loss()), Html.number(nested.searched()));
    }

    private void refit() {
        html.append("<section><h2>Trained on all data <small>%s</small></h2>\n<ul>\n"
                .formatted(Html.escape(text(trial(result.chosen()).values()))));
        item("%d epochs; the run is in %s"
                .formatted(result.refit().epochs(), result.refit().folder()));
        result.refit().notes().forEach(this::item);
        html.append("</ul></section>\n");
    }

    private void table() {
        html.append("<section><h2>Trials</h2>\n<div class=\"scroll\"><table><thead><tr><th class=\"n\">trial</th>");
        request.over()
                .forEach(range -> html.append("<th class=\"n\" title=\"%s\">%s</th>"
                        .formatted(Html.escape(range.path()), Html.escape(last(range.path())))));
        html.append("<th class=\"n\">loss</th><th class=\"n\">95 % interval</th><th class=\"n\">minus the best</th>")
                .append(
                        "<th class=\"n\">95 % interval</th><th class=\"n\">accuracy</th><th class=\"n\">epochs</th><th></th></tr></thead><tbody>\n");
        IntStream.range(0, result.trials().size()).forEach(this::row);
        html.append("</tbody></table></div></section>\n");
    }

    private void row(int index) {
        Trial trial = trial(index);
        List<String> cells = new ArrayList<>();
        cells.add(String.valueOf(trial.number()));
        request.over().forEach(range -> cells.add(trial.values().get(range.path())));
        cells.add(
                trial.failure().isPresent()
                        ? "diverged"
                        : Html.number(trial.loss().mean()));
        cells.add(trial.failure().isPresent() ? "" : interval(trial.loss()));
        cells.add(trial.difference().map(each -> Html.number(each.mean())).orElse(""));
        cells.add(trial.difference()
                .filter(each -> index != result.best())
                .map(TunePage::interval)
                .orElse(""));
        cells.add(trial.accuracy().isPresent() ? Html.percent(trial.accuracy()) : "");
        cells.add(Html.tick(trial.epochs()));
        html.append("<tr class=\"%s\">"
                .formatted(trial.failure().isPresent() ? "failed" : index == result.chosen() ? "chosen" : ""));
        cells.forEach(cell ->
                html.append("<td class=\"n nowrap\">").append(Html.escape(cell)).append("</td>"));
        html.append("<td>").append(remark(index)).append("</td></tr>\n");
    }

    private String remark(int index) {
        List<String> remarks = new ArrayList<>();
        if (index == result.best()) {
            remarks.add("best");
        }
        if (index == result.simplest()) {
            remarks.add("simplest");
        }
        return String.join(", ", remarks);
    }

    private void request() {
        html.append("<section><h2>The request</h2>\n<dl>\n");
        fact("strategy", request.strategy().text());
        request.over().forEach(range -> fact("over", range.text()));
        fact("scored on", result.scoring());
        fact("seconds", Html.number(result.seconds()));
        html.append("</dl></section>\n");
    }

    private void fact(String name, String value) {
        html.append("<dt>")
                .append(Html.escape(name))
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd>\n");
    }

    private Trial trial(int index) {
        return result.trials().get(index);
    }

    private static String interval(TuningResult.Estimate estimate) {
        return "%s to %s".formatted(Html.number(estimate.low()), Html.number(estimate.high()));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String text(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + " = " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
