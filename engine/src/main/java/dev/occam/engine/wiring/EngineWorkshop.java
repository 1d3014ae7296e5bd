package dev.occam.engine.wiring;

import dev.occam.RunOptions;
import dev.occam.SpecSource;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.catalog.PluginCatalog;
import dev.occam.device.Device;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.data.Splits;
import dev.occam.engine.spec.SpecFiles;
import dev.occam.engine.train.TrainingSetup;
import dev.occam.engine.tune.Workshop;
import java.util.OptionalInt;

/** What a search gets of this engine. */
final class EngineWorkshop implements Workshop {
    private final OccamEngine engine;
    private final PluginCatalog catalog;
    private final SpecFiles specs;
    private final BackendSelection backends;

    EngineWorkshop(OccamEngine engine, PluginCatalog catalog, SpecFiles specs, BackendSelection backends) {
        this.engine = engine;
        this.catalog = catalog;
        this.specs = specs;
        this.backends = backends;
    }

    @Override
    public TrainingSpec read(SpecSource source) {
        return specs.read(source);
    }

    @Override
    public Splits data(TrainingSpec spec) {
        return new SetupBuilder(catalog).splits(spec);
    }

    @Override
    public TrainingSetup setup(TrainingSpec spec, PreparedData data) {
        return new SetupBuilder(catalog).build(spec, data, () -> specs.write(spec));
    }

    @Override
    public String backend(TrainingSpec spec) {
        return backends.choose(spec.backend()).backend().name();
    }

    @Override
    public Device open(TrainingSpec spec, OptionalInt threads) {
        return backends.choose(spec.backend()).open(threads);
    }

    @Override
    public TrainingResult train(TrainingSpec spec, RunOptions options, TrainingListener listener) {
        return engine.train(spec, options, listener);
    }
}
