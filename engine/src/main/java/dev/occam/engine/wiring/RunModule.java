package dev.occam.engine.wiring;

import com.google.inject.AbstractModule;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.engine.run.ReportWriter;
import dev.occam.engine.train.TrainingRun;
import dev.occam.engine.train.TrainingSetup;

/** Everything that was chosen for a run, as it is; nothing is chosen here. */
final class RunModule extends AbstractModule {
    private final TrainingSetup setup;
    private final RunOptions options;
    private final TrainingListener listener;
    private final ReportWriter reports;
    private final TrainingRun.BackendChoice backend;
    private final TrainingRun.Provenance provenance;

    RunModule(
            TrainingSetup setup,
            RunOptions options,
            TrainingListener listener,
            ReportWriter reports,
            TrainingRun.BackendChoice backend,
            TrainingRun.Provenance provenance) {
        this.setup = setup;
        this.options = options;
        this.listener = listener;
        this.reports = reports;
        this.backend = backend;
        this.provenance = provenance;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        bind(TrainingSetup.class).toInstance(setup);
        bind(RunOptions.class).toInstance(options);
        bind(TrainingListener.class).toInstance(listener);
        bind(ReportWriter.class).toInstance(reports);
        bind(TrainingRun.BackendChoice.class).toInstance(backend);
        bind(TrainingRun.Provenance.class).toInstance(provenance);
        bind(TrainingRun.class);
    }
}
