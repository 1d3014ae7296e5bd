package dev.occam.engine.report;

import dev.occam.Accounting;
import dev.occam.EpochReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What rules did to the weights that were kept, as a table with a row a weight. */
final class AccountingSection {
    private AccountingSection() {}

    static String html(ReportData data) {
        Optional<EpochReport> kept = data.history().stream()
                .filter(epoch -> epoch.epoch() == data.bestEpoch())
                .findFirst();
        return kept.filter(epoch -> !epoch.accounting().weights().isEmpty())
                .map(epoch -> of(epoch, data.history()))
                .orElse("");
    }

    private static String of(EpochReport kept, List<EpochReport> history) {
        Accounting accounting = kept.accounting();
        Set<String> rules = new LinkedHashSet<>();
        accounting.weights().forEach(weight -> rules.addAll(weight.shares().keySet()));
        StringBuilder html = new StringBuilder("<section><h2>What the rules did <small>epoch ")
                .append(kept.epoch())
                .append("</small></h2>\n<div class=\"scroll\"><table><thead><tr><th>weight</th>");
        for (String column : List.of("mean |w|", "norm", "exactly 0")) {
            html.append("<th class=\"n\">").append(column).append("</th>");
        }
        rules.forEach(rule -> html.append("<th class=\"n\">")
                .append(Html.escape(rule))
                .append("<br><small>share of the step</small></th>"));
        html.append("</tr></thead><tbody>\n");
        for (Accounting.WeightAccount weight : accounting.weights()) {
            row(html, weight, rules);
        }
        html.append("</tbody></table></div>\n");
        sentences(kept, history)
                .forEach(line -> html.append("<p>").append(Html.escape(line)).append("</p>\n"));
        return html.append("</section>\n").toString();
    }

    private static void row(StringBuilder html, Accounting.WeightAccount weight, Set<String> rules) {
        html.append("<tr><td>").append(Html.escape(weight.weight())).append("</td>");
        List<String> cells = new ArrayList<>(
                List.of(Html.number(weight.meanAbs()), Html.number(weight.l2()), Html.percent(weight.zeros())));
        rules.forEach(rule -> cells.add(
                weight.shares().containsKey(rule) ? Html.percent(weight.shares().get(rule)) : "–"));
        cells.forEach(cell -> html.append("<td class=\"n\">").append(cell).append("</td>"));
        html.append("</tr>\n");
    }

    private static List<String> sentences(EpochReport kept, List<EpochReport> history) {
        List<String> lines = new ArrayList<>();
        kept.penalties().forEach((rule, value) -> lines.add("penalty of %s: %s".formatted(rule, Html.number(value))));
        kept.accounting()
                .timescales()
                .forEach((rule, time) -> lines.add(
                        ("under %s a weight without a gradient would be 1/e of itself after %s steps (%s epochs) like those"
                                        + " of this epoch; all epochs so far would have left %s of it")
                                .formatted(
                                        rule,
                                        Html.number(time.steps()),
                                        Html.number(time.epochs()),
                                        Html.percent(left(rule, kept.epoch(), history)))));
        return lines;
    }

    /** What decay alone leaves of a weight until the end of an epoch. */
    private static double left(String rule, int last, List<EpochReport> history) {
        double times = history.stream()
                .filter(epoch -> epoch.epoch() <= last)
                .flatMap(epoch ->
                        Optional.ofNullable(epoch.accounting().timescales().get(rule)).stream())
                .mapToDouble(time -> 1 / time.epochs())
                .sum();
        return Math.exp(-times);
    }
}
