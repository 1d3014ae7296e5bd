package dev.occam.engine.tune;

import dev.occam.RunOptions;
import dev.occam.SpecSource;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.device.Device;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.data.Splits;
import dev.occam.engine.train.TrainingSetup;
import java.util.OptionalInt;

/** What a search needs of the engine. Safe for several threads at once. */
public interface Workshop {
    TrainingSpec read(SpecSource source);

    /** The data of a spec, not split yet. */
    Splits data(TrainingSpec spec);

    /** A checked run on these data. */
    TrainingSetup setup(TrainingSpec spec, PreparedData data);

    /** The name of the backend that a spec's runs get. */
    String backend(TrainingSpec spec);

    Device open(TrainingSpec spec, OptionalInt threads);

    TrainingResult train(TrainingSpec spec, RunOptions options, TrainingListener listener);
}
