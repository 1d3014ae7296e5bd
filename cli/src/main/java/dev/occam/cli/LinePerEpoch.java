package dev.occam.cli;

import dev.occam.EpochReport;
import dev.occam.RunStart;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;

/** For logs: a line for each epoch, or for about twenty of them where there are more. */
final class LinePerEpoch implements Progress {
    private static final int LINES = 20;

    private final PrintStream out;
    private int first = 1;
    private int epochs = 1;

    LinePerEpoch(PrintStream out) {
        this.out = out;
    }

    @Override
    public void started(RunStart start) {
        first = start.firstEpoch();
        epochs = start.epochs();
        out.printf(
                Locale.ROOT,
                "%9s  %10s  %9s  %10s  %9s  %8s%n",
                "epoch",
                "train loss",
                "accuracy",
                "validation",
                "accuracy",
                "seconds");
    }

    @Override
    public void epoch(EpochReport report) {
        int every = Math.max(1, (epochs - first + LINES) / LINES);
        if (report.epoch() != epochs && report.epoch() != first && report.epoch() % every != 0) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "%9s  %10s  %9s  %10s  %9s  %8.1f%s%n",
                report.epoch() + "/" + epochs,
                Text.loss(report.train().loss()),
                Text.percent(report.train().accuracy()),
                report.validation().map(part -> Text.loss(part.loss())).orElse(""),
                Text.percent(report.validation().map(part -> part.accuracy()).orElse(OptionalDouble.empty())),
                report.seconds(),
                report.best() && report.validation().isPresent() ? "  best" : "");
    }
}
