package dev.occam.cli;

import dev.occam.Metrics;
import dev.occam.TuningListener;
import dev.occam.TuningResult;
import dev.occam.TuningResult.Trial;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What a person sees of a search: how far it is, its trials as a table, what they decide. */
final class TuningReport implements TuningListener {
    private static final int LINES = 20;
    private static final int BAR = 14;

    private final Session session;
    private final PrintStream out;
    private boolean drawn;
    private String lastPhase = "";

    TuningReport(Session session) {
        this.session = session;
        this.out = session.people();
    }

    @Override
    public synchronized void started(Start start) {
        if (session.isQuiet()) {
            return;
        }
        String parts = start.parts() == 1 ? "" : " on " + Text.of(start.parts(), "fold");
        out.printf(
                Locale.ROOT,
                "%s%s, %s to train on and %s to judge by; %s at once on %s%n%n",
                Text.of(start.trials(), "trial"),
                parts,
                Text.count(start.trainExamples()),
                Text.count(start.heldExamples()),
                Text.count(start.parallel()),
                start.backend());
        out.flush();
    }

    @Override
    public synchronized void finished(Progress progress) {
        if (session.isQuiet()) {
            return;
        }
        String loss = Double.isFinite(progress.loss()) ? "loss " + Text.loss(progress.loss()) : "diverged";
        String what = "%s %d/%d".formatted(progress.phase(), progress.done(), progress.total());
        if (session.animated()) {
            int filled = BAR * progress.done() / Math.max(1, progress.total());
            String bar = "=".repeat(filled) + (filled < BAR ? ">" + " ".repeat(BAR - filled - 1) : "");
            String line = "%s [%s]  %s  %s".formatted(what, bar, progress.trial(), loss);
            out.print("\r" + line.substring(0, Math.min(line.length(), Session.WIDTH - 1)) + "\u001b[K");
            drawn = true;
        } else if (isShown(progress)) {
            out.println("%s  %s  %s".formatted(what, progress.trial(), loss));
        }
        lastPhase = progress.phase();
        out.flush();
    }

    /** The first and the last training of a phase, and about twenty in between. */
    private boolean isShown(Progress progress) {
        int every = Math.max(1, progress.total() / LINES);
        return !progress.phase().equals(lastPhase)
                || progress.done() % every == 0
                || progress.done() == progress.total();
    }

    /** Leaves the cursor at the beginning of a line; may be called several times, and by another thread. */
    synchronized void end() {
        if (drawn) {
            out.print("\r\u001b[K");
            out.flush();
            drawn = false;
        }
    }

    void finished(TuningResult result) {
        if (session.isQuiet()) {
            if (!session.isJson()) {
                out.println(result.folder());
            }
            return;
        }
        Style style = session.style();
        out.println();
        table(result).lines(style).forEach(out::println);
        out.println();
        result.verdict().forEach(this::paragraph);
        result.nested()
                .ifPresent(nested -> paragraph(
                        "On rows that no part of the search has seen, its choices have the loss %s, 95 %% interval %s to %s; the searches themselves said %s."
                                .formatted(
                                        Text.loss(nested.loss().mean()),
                                        Text.loss(nested.loss().low()),
                                        Text.loss(nested.loss().high()),
                                        Text.loss(nested.searched()))));
        out.println();
        Metrics metrics = result.refit().test().orElse(result.refit().train());
        paragraph("Trained on all data with %s: %s loss %s%s."
                .formatted(
                        text(result.trials().get(result.chosen()).values()),
                        result.refit().test().isPresent() ? "test" : "train",
                        Text.loss(metrics.loss()),
                        metrics.accuracy().isPresent() ? ", accuracy " + Text.percent(metrics.accuracy()) : ""));
        result.refit().notes().forEach(this::paragraph);
        out.println();
        out.println("run     " + style.strong(result.refit().folder().toString()));
        out.println(
                "page    " + style.strong(result.folder().resolve("tune.html").toString()));
    }

    private void paragraph(String text) {
        List<String> lines = Text.wrap(text, Session.WIDTH - 2);
        for (int i = 0; i < lines.size(); i++) {
            out.println((i == 0 ? "- " : "  ") + lines.get(i));
        }
    }

    private static Table table(TuningResult result) {
        List<String> keys = List.copyOf(result.trials().get(0).values().keySet());
        List<String> header = new ArrayList<>();
        keys.forEach(key -> header.add(">" + last(key)));
        boolean classes =
                result.trials().stream().anyMatch(trial -> trial.accuracy().isPresent());
        header.addAll(List.of(">loss", ">+-", ">minus best", "95 % interval"));
        if (classes) {
            header.add(">accuracy");
        }
        header.add("");
        Table table = new Table("", header.toArray(String[]::new));
        for (int i = 0; i < result.trials().size(); i++) {
            table.row(row(result, i, keys, classes));
        }
        return table;
    }

    private static String[] row(TuningResult result, int index, List<String> keys, boolean classes) {
        Trial trial = result.trials().get(index);
        List<String> cells = new ArrayList<>();
        keys.forEach(key -> cells.add(trial.values().get(key)));
        boolean failed = trial.failure().isPresent();
        boolean best = index == result.best();
        cells.add(failed ? "diverged" : Text.loss(trial.loss().mean()));
        cells.add(failed ? "" : Text.loss((trial.loss().high() - trial.loss().low()) / 2));
        cells.add(
                best
                        ? ""
                        : trial.difference().map(each -> Text.loss(each.mean())).orElse(""));
        cells.add(
                best
                        ? ""
                        : trial.difference()
                                .map(each -> Text.loss(each.low()) + " to " + Text.loss(each.high()))
                                .orElse(failed ? "" : "stopped at " + Math.round(trial.epochs())));
        if (classes) {
            cells.add(Text.percent(failed ? OptionalDouble.empty() : trial.accuracy()));
        }
        boolean simplest = index == result.simplest();
        cells.add(best ? simplest ? "best, simplest" : "best" : simplest ? "simplest" : "");
        return cells.toArray(String[]::new);
    }

    private static String text(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> last(each.getKey()) + "=" + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
