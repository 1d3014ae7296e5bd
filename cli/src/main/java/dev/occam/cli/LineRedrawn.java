package dev.occam.cli;

import dev.occam.EpochReport;
import dev.occam.RunStart;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** For terminals: one line that is drawn again a few times a second. */
final class LineRedrawn implements Progress {
    private static final int BAR = 14;
    private static final long PAUSE = 100_000_000;

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private int first = 1;
    private int epochs = 1;
    private int steps = 1;
    private String metrics = "";
    private long drawnAt;
    private boolean drawn;

    LineRedrawn(PrintStream out) {
        this(out, System::nanoTime);
    }

    LineRedrawn(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void started(RunStart start) {
        first = start.firstEpoch();
        epochs = start.epochs();
        steps = Math.max(1, start.stepsPerEpoch());
        drawnAt = nanoTime.getAsLong() - PAUSE;
    }

    @Override
    public synchronized void step(int epoch, int step, double seconds) {
        draw(epoch, (epoch - first) + (double) step / steps, seconds);
    }

    @Override
    public synchronized void epoch(EpochReport report) {
        StringBuilder text =
                new StringBuilder("  loss ").append(Text.loss(report.train().loss()));
        report.validation()
                .ifPresent(part -> text.append("  val ")
                        .append(Text.loss(part.loss()))
                        .append("  ")
                        .append(Text.percent(part.accuracy())));
        metrics = text.toString().stripTrailing();
        draw(report.epoch(), report.epoch() - first + 1.0, report.seconds());
    }

    @Override
    public synchronized void end() {
        if (drawn) {
            out.print("\r\u001b[K");
            out.flush();
            drawn = false;
        }
    }

    private void draw(int epoch, double done, double seconds) {
        long now = nanoTime.getAsLong();
        if (now - drawnAt < PAUSE) {
            return;
        }
        drawnAt = now;
        drawn = true;
        double fraction = Math.min(1, done / Math.max(1, epochs - first + 1));
        int filled = (int) (BAR * fraction);
        String bar = "=".repeat(filled) + (filled < BAR ? ">" + " ".repeat(BAR - filled - 1) : "");
        String left = seconds < 1 || fraction < 0.01
                ? ""
                : "  " + Text.seconds(seconds * (1 - fraction) / fraction) + " left";
        String line = "epoch %d/%d [%s]%s%s".formatted(epoch, epochs, bar, left, metrics);
        out.print("\r" + line.substring(0, Math.min(line.length(), Session.WIDTH - 1)) + "\u001b[K");
        out.flush();
    }
}
