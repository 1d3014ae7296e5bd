package dev.occam;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What does not change the result of a search.
 *
 * @param folder that is written
 * @param resume whether what is finished in the folder is kept, and the search goes on from there
 * @param parallel how many trials run at once, at least 1; as many as the processor has cores where empty. Of several
 *     trials each has one thread
 */
public record TuningOptions(Path folder, boolean resume, OptionalInt parallel) {
    private static final int MOST = 1024;

    public TuningOptions {
        if (parallel.isPresent() && (parallel.getAsInt() < 1 || parallel.getAsInt() > MOST)) {
            throw new IllegalArgumentException(
                    "parallel must be from 1 to %d (parallel=%d)".formatted(MOST, parallel.getAsInt()));
        }
    }

    /** A new search in this folder. */
    public static TuningOptions into(Path folder) {
        return new TuningOptions(folder, false, OptionalInt.empty());
    }
}
