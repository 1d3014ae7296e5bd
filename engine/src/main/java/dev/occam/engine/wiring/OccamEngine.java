package dev.occam.engine.wiring;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.occam.BackendReport;
import dev.occam.Engine;
import dev.occam.Explanation;
import dev.occam.RunOptions;
import dev.occam.RunStart;
import dev.occam.SpecSource;
import dev.occam.StudyListener;
import dev.occam.StudyRequest;
import dev.occam.StudyResult;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningResult;
import dev.occam.TuningSpec;
import dev.occam.catalog.PluginCatalog;
import dev.occam.catalog.PluginDescription;
import dev.occam.device.Device;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.Network;
import dev.occam.engine.report.TunePage;
import dev.occam.engine.run.ReportWriter;
import dev.occam.engine.spec.SpecFiles;
import dev.occam.engine.study.Studies;
import dev.occam.engine.train.ModelFile;
import dev.occam.engine.train.ReadyModel;
import dev.occam.engine.train.TrainingRun;
import dev.occam.engine.train.TrainingSetup;
import dev.occam.engine.tune.Tuning;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Plugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The engine: selects plugins, wires a run of what was selected, and runs it. */
final class OccamEngine implements Engine {
    private final PluginCatalog catalog;
    private final SpecFiles specs;
    private final BackendSelection backends;
    private final ReportWriter reports;

    OccamEngine(PluginCatalog catalog, ReportWriter reports) {
        this.catalog = catalog;
        this.reports = reports;
        specs = new SpecFiles(catalog);
        backends = new BackendSelection(catalog);
    }

    @Override
    public TrainingSpec read(SpecSource source) {
        return specs.read(source);
    }

    @Override
    public String write(TrainingSpec spec) {
        return specs.write(spec);
    }

    @Override
    public TrainingResult train(TrainingSpec spec, RunOptions options, TrainingListener listener) {
        TrainingSetup setup = new SetupBuilder(catalog).build(spec, () -> specs.write(spec));
        BackendSelection.Chosen chosen = backends.choose(spec.backend());
        RunModule module = new RunModule(
                setup,
                options,
                listener,
                reports,
                new TrainingRun.BackendChoice(chosen.backend().name(), chosen.reason()),
                new TrainingRun.Provenance(version(), plugins(setup, chosen)));
        TrainingRun run = Guice.createInjector(Stage.PRODUCTION, module).getInstance(TrainingRun.class);
        return run.on(chosen.open(spec.threads()));
    }

    @Override
    public TuningResult tune(TuningSpec spec, TuningOptions options, TuningListener listener) {
        TuningResult result = Tuning.run(new EngineWorkshop(this, catalog, specs, backends), spec, options, listener);
        TunePage.write(options.folder().resolve("tune.html"), spec, result);
        return result;
    }

    @Override
    public TuningSpec tuning(Path folder) {
        return Tuning.request(folder);
    }

    @Override
    public Explanation explain(TrainingSpec spec) {
        TrainingSetup setup = new SetupBuilder(catalog).build(spec, () -> specs.write(spec));
        BackendSelection.Chosen chosen = backends.choose(spec.backend());
        try (Device device = chosen.open(spec.threads())) {
            RunStart start = new RunStart(
                    chosen.backend().name(),
                    device.description(),
                    chosen.reason(),
                    setup.coverage(),
                    setup.data().train().size(),
                    setup.network().parameters(),
                    spec.epochs(),
                    setup.facts().stepsPerEpoch(),
                    1,
                    Optional.empty());
            return new Explainer(setup).explain(start);
        }
    }

    @Override
    public TrainedModel load(Path path, String backend) {
        ModelFile file = ModelFile.read(path);
        TrainingSpec spec = specs.read(new SpecSource("the spec in " + path, Optional.of(file.spec()), List.of()));
        Network network =
                new SetupBuilder(catalog).network(spec, file.preprocessing().exampleShape());
        Loss loss = new SetupBuilder(catalog).loss(spec);
        Device device = backends.choose(backend).open(OptionalInt.empty());
        boolean done = false;
        try {
            TrainedModel model = new ReadyModel(device, network, loss, file, path.toString());
            done = true;
            return model;
        } finally {
            if (!done) {
                device.close();
            }
        }
    }

    @Override
    public List<BackendReport> backends() {
        return backends.reports();
    }

    @Override
    public List<String> studies() {
        return Studies.names();
    }

    @Override
    public StudyResult study(StudyRequest request, StudyListener listener) {
        return new Studies(() -> new OccamEngine(catalog, reports)).make(request, listener);
    }

    private List<String> plugins(TrainingSetup setup, BackendSelection.Chosen chosen) {
        List<Plugin> used = new ArrayList<>(List.of(chosen.backend(), setup.loss(), setup.optimizer()));
        setup.network().layers().stream().map(ModelLayer::layer).forEach(used::add);
        setup.rules().forEach(rule -> used.add(rule.regularizer()));
        used.addAll(setup.strategies().all());
        return used.stream()
                .map(catalog::describe)
                .map(OccamEngine::line)
                .distinct()
                .toList();
    }

    private static String line(PluginDescription plugin) {
        String jar = plugin.jar().isEmpty() ? "" : ", " + plugin.jar();
        String version = plugin.version().isEmpty() ? "" : " " + plugin.version();
        return "%s %s (%s%s%s)".formatted(plugin.kind().text(), plugin.name(), plugin.className(), jar, version);
    }

    private static String version() {
        return Optional.ofNullable(OccamEngine.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
