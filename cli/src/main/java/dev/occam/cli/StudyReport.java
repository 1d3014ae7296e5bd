package dev.occam.cli;

import dev.occam.StudyListener;
import dev.occam.StudyResult;
import java.io.PrintStream;
import java.util.Locale;

/** What a person sees of a study: how far it is, then the verdicts. */
final class StudyReport implements StudyListener {
    private static final int INDENT = 4;
    private static final int BAR = 20;

    private final Session session;
    private final PrintStream out;
    private String part = "";
    private boolean drawn;

    StudyReport(Session session) {
        this.session = session;
        this.out = session.people();
    }

    @Override
    public synchronized void started(String title, int seeds, int kept) {
        if (session.isQuiet()) {
            return;
        }
        String going = kept == 0 ? "" : ", " + Text.of(kept, "run") + " kept from before";
        out.println(
                "%s: %s for each condition%s".formatted(session.style().strong(title), Text.of(seeds, "seed"), going));
        out.println();
        out.flush();
    }

    @Override
    public synchronized void part(String name, int runs) {
        end();
        part = name;
        if (!session.isQuiet() && !session.animated()) {
            out.println("%s: %s".formatted(name, Text.of(runs, "run")));
            out.flush();
        }
    }

    @Override
    public synchronized void progress(int done, int runs) {
        if (session.isQuiet() || !session.animated()) {
            return;
        }
        int filled = BAR * done / Math.max(1, runs);
        String bar = "=".repeat(filled) + " ".repeat(BAR - filled);
        String line = "[%s] %d/%d %s".formatted(bar, done, runs, part);
        out.print("\r" + line.substring(0, Math.min(line.length(), Session.WIDTH - 1)) + "\u001b[K");
        out.flush();
        drawn = true;
    }

    /** Leaves the cursor at the beginning of a line. */
    synchronized void end() {
        if (drawn) {
            out.print("\r\u001b[K");
            out.flush();
            drawn = false;
        }
    }

    void finished(StudyResult result) {
        if (session.isQuiet()) {
            if (!session.isJson()) {
                out.println(result.page());
            }
            return;
        }
        Style style = session.style();
        String last = "";
        for (StudyResult.Verdict verdict : result.verdicts()) {
            if (!verdict.claim().equals(last)) {
                last = verdict.claim();
                out.println();
                Text.wrap(verdict.claim(), Session.WIDTH).forEach(line -> out.println(style.strong(line)));
            }
            verdict(verdict, style);
        }
        out.println();
        String failed = result.failed() == 0 ? "" : ", " + result.failed() + " of them diverged";
        out.println("%s%s in %s".formatted(Text.of(result.runs(), "run"), failed, Text.seconds(result.seconds())));
        out.println("page      " + style.strong(result.page().toString()));
        out.println("document  " + style.strong(result.document().toString()));
    }

    private void verdict(StudyResult.Verdict verdict, Style style) {
        String outcome = verdict.outcome().name().toLowerCase(Locale.ROOT);
        String painted = switch (verdict.outcome()) {
            case SUPPORTED -> style.good(outcome);
            case CONTRADICTED -> style.warning(outcome);
            case UNDECIDED -> style.faint(outcome);
        };
        out.println("  " + painted + " on " + verdict.data());
        Text.wrap(verdict.figures(), Session.WIDTH - INDENT).forEach(line -> out.println(" ".repeat(INDENT) + line));
    }
}
