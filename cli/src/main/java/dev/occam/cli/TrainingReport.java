package dev.occam.cli;

import dev.occam.DataChoice;
import dev.occam.EpochReport;
import dev.occam.Finding;
import dev.occam.Metrics;
import dev.occam.RunStart;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** What a person sees of a run: what is about to happen, how far it is, what came of it. */
final class TrainingReport implements TrainingListener {
    private final Session session;
    private final TrainingSpec spec;
    private final Progress progress;
    private final PrintStream out;

    TrainingReport(Session session, TrainingSpec spec, Progress progress) {
        this.session = session;
        this.spec = spec;
        this.progress = progress;
        this.out = session.people();
    }

    @Override
    public void started(RunStart start) {
        if (session.isQuiet()) {
            return;
        }
        String source = spec.data() instanceof DataChoice.Named named ? named.source() : "given";
        StartText.lines(start, Optional.of(Text.line(source)), session.style()).forEach(out::println);
        out.println();
        progress.started(start);
        out.flush();
    }

    @Override
    public void progress(int epoch, int step, double seconds) {
        progress.step(epoch, step, seconds);
    }

    @Override
    public void epoch(EpochReport report) {
        progress.epoch(report);
    }

    void finished(TrainingResult result) {
        Style style = session.style();
        Optional<Path> folder = result.folder();
        if (session.isQuiet()) {
            folder.filter(run -> !session.isJson()).ifPresent(out::println);
            return;
        }
        Table table = new Table("", "", ">loss", ">accuracy");
        row(table, "train", Optional.of(result.train()));
        row(table, "validation", result.validation());
        row(table, "test", result.test());
        out.println();
        table.lines(style).forEach(out::println);
        out.println();
        String kept = result.bestEpoch() == result.epochs() ? "" : ", kept the weights of epoch " + result.bestEpoch();
        long speed = Math.round(result.examplesPerSecond());
        String facts = "%s on %s in %s%s%s"
                .formatted(
                        Text.of(result.epochs(), "epoch"),
                        result.backend(),
                        Text.seconds(result.seconds()),
                        kept,
                        speed > 0 ? " (" + Text.of(speed, "example") + " a second)" : "");
        Text.wrap(facts, Session.WIDTH).forEach(out::println);
        for (Finding finding : result.diagnosis()) {
            out.println();
            Text.wrap(finding.name() + ": " + finding.verdict(), Session.WIDTH)
                    .forEach(line -> out.println(style.warning(line)));
            Text.wrap(finding.evidence() + " " + finding.remedy(), Session.WIDTH - 2)
                    .forEach(line -> out.println("  " + line));
        }
        if (!result.diagnosis().isEmpty()) {
            out.println();
        }
        folder.ifPresent(run -> {
            out.println("run     " + style.strong(run.toString()));
            out.println("report  " + style.strong(run.resolve("report.html").toString()));
        });
    }

    private static void row(Table table, String part, Optional<Metrics> metrics) {
        metrics.ifPresent(values -> table.row(part, Text.loss(values.loss()), Text.percent(values.accuracy())));
    }
}
