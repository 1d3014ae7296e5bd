package dev.occam.engine.run;

import java.nio.file.Path;

/** Writes the page that shows a run to people. */
@FunctionalInterface
public interface ReportWriter {
    /** Writes nothing. */
    ReportWriter NONE = (file, report) -> {};

    void write(Path file, RunReport report);
}
