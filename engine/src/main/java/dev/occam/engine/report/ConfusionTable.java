package dev.occam.engine.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The confusion matrix as a table with shaded cells; of many classes only the most frequent confusions. */
final class ConfusionTable {
    private static final int MOST_CLASSES = 30;
    private static final int MOST_CONFUSIONS = 15;

    private record Mistake(String truth, String predicted, int count, double share) {}

    private ConfusionTable() {}

    static String html(Confusion confusion) {
        return confusion.classes().size() > MOST_CLASSES ? list(confusion) : matrix(confusion);
    }

    private static String matrix(Confusion confusion) {
        List<String> classes = confusion.classes();
        StringBuilder html = new StringBuilder(
                "<div class=\"scroll fit\"><table class=\"confusion\"><thead><tr><th class=\"corner\">predicted →<br>truth ↓</th>");
        classes.forEach(name ->
                html.append("<th scope=\"col\">").append(Html.escape(name)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (int truth = 0; truth < classes.size(); truth++) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(classes.get(truth)))
                    .append("</th>");
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                int count = confusion.counts()[truth][predicted];
                double share = (double) count / Math.max(1, confusion.total(truth));
                String kind = truth == predicted ? "right" : "wrong";
                // Few mistakes must be seen: their shade grows fast.
                double shade = truth == predicted ? share * 0.85 : Math.min(1, 0.25 + 3 * share);
                html.append(
                        count == 0
                                ? "<td></td>"
                                : "<td class=\"%s\" style=\"--v:%s\" title=\"%s taken for %s: %s\">%d</td>"
                                        .formatted(
                                                kind,
                                                Html.strength(shade),
                                                Html.escape(classes.get(truth)),
                                                Html.escape(classes.get(predicted)),
                                                Html.percent(share),
                                                count));
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String list(Confusion confusion) {
        List<Mistake> mistakes = new ArrayList<>();
        for (int truth = 0; truth < confusion.classes().size(); truth++) {
            for (int predicted = 0; predicted < confusion.classes().size(); predicted++) {
                int count = confusion.counts()[truth][predicted];
                if (truth != predicted && count > 0) {
                    double share = (double) count / confusion.total(truth);
                    mistakes.add(new Mistake(
                            confusion.classes().get(truth), confusion.classes().get(predicted), count, share));
                }
            }
        }
        mistakes.sort(Comparator.comparingInt(Mistake::count).reversed());
        StringBuilder html = new StringBuilder(
                "<div class=\"scroll\"><table><thead><tr><th>truth</th><th>predicted</th><th class=\"n\">examples</th><th class=\"n\">of its class</th></tr></thead><tbody>\n");
        mistakes.stream()
                .limit(MOST_CONFUSIONS)
                .forEach(mistake ->
                        html.append("<tr><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>\n"
                                .formatted(
                                        Html.escape(mistake.truth()),
                                        Html.escape(mistake.predicted()),
                                        Html.count(mistake.count()),
                                        Html.percent(mistake.share()))));
        return html.append("</tbody></table></div>\n").toString();
    }
}
