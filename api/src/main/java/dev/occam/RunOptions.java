package dev.occam;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What does not change the result of a run.
 *
 * @param folder the run folder to write; nothing is written where empty
 * @param resume a run folder whose checkpoint is continued, bit for bit
 * @param acceptOtherCoverage whether a checkpoint with another coverage table may be continued
 */
public record RunOptions(Optional<Path> folder, Optional<Path> resume, boolean acceptOtherCoverage) {
    /** Nothing is written, nothing is resumed. */
    public static final RunOptions IN_MEMORY = new RunOptions(Optional.empty(), Optional.empty(), false);

    /** A run that writes this folder. */
    public static RunOptions into(Path folder) {
        return new RunOptions(Optional.of(folder), Optional.empty(), false);
    }
}
