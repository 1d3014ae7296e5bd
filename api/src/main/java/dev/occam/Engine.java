package dev.occam;

import java.nio.file.Path;
import java.util.List;

/**
 * What trains: found at run time through {@link Occam}. Safe for one call at a time; holds no global state.
 *
 * <p>All methods throw {@link dev.occam.error.RequestException} where the request is wrong and
 * {@link dev.occam.error.RunException} where the run fails; messages are for people.
 */
public interface Engine {
    /** Reads a spec; all problems are reported at once, with their lines. */
    TrainingSpec read(SpecSource source);

    /** The spec as YAML with every default written out; reading it gives the same run. */
    String write(TrainingSpec spec);

    TrainingResult train(TrainingSpec spec, RunOptions options, TrainingListener listener);

    /**
     * Searches for hyperparameters, and trains the chosen ones on all data. What is finished is written at once; the same
     * request gives the same result, whether it was interrupted or not, and however many trials run at once.
     */
    TuningResult tune(TuningSpec spec, TuningOptions options, TuningListener listener);

    /** The request of a search that was begun in this folder. */
    TuningSpec tuning(Path folder);

    /** Builds the plan and says what it is; trains nothing. */
    Explanation explain(TrainingSpec spec);

    /**
     * A saved model.
     *
     * @param path a run folder or a {@code model.safetensors}
     * @param backend as in {@link TrainingSpec#backend}
     */
    TrainedModel load(Path path, String backend);

    /** Every backend that was found, usable or not. */
    List<BackendReport> backends();

    /** The names of the studies that there are. */
    List<String> studies();

    /**
     * Makes a study: many runs under controlled conditions, a page and a document of what they show. A study that was ended
     * before its time is continued from its finished runs.
     */
    StudyResult study(StudyRequest request, StudyListener listener);
}
