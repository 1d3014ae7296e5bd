package dev.occam;

import dev.occam.error.RequestException;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Which study to make, and how thoroughly.
 *
 * @param name of the study, one of {@link Engine#studies}
 * @param seeds how many seeds each condition is repeated with, 2 to 1000; the study's own number where empty
 * @param quick whether to be done in about two minutes on two cores, with wider intervals
 * @param parallel how many runs may train at the same time, at least 1; does not change the results
 * @param folder that {@code study.html}, {@code study.json} and the finished runs are written to
 * @param resume whether the folder holds a study of this kind that is continued
 */
public record StudyRequest(String name, OptionalInt seeds, boolean quick, int parallel, Path folder, boolean resume) {
    public StudyRequest {
        if (seeds.isPresent() && (seeds.getAsInt() < 2 || seeds.getAsInt() > 1000)) {
            throw new RequestException("seeds must be a whole number from 2 to 1000, for intervals need pairs (seeds="
                    + seeds.getAsInt() + ")");
        }
        if (parallel < 1 || parallel > 1024) {
            throw new RequestException("parallel must be a whole number from 1 to 1024 (parallel=" + parallel + ")");
        }
    }
}
