package dev.occam.engine.wiring;

import dev.occam.Coverage;
import dev.occam.DataChoice;
import dev.occam.LayerChoice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingSpec;
import dev.occam.catalog.PluginCatalog;
import dev.occam.data.Targets;
import dev.occam.engine.data.DataOptions;
import dev.occam.engine.data.DataSource;
import dev.occam.engine.data.GivenData;
import dev.occam.engine.data.LabelKind;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.data.Share;
import dev.occam.engine.data.Splits;
import dev.occam.engine.model.Freezing;
import dev.occam.engine.model.LayerNames;
import dev.occam.engine.model.LayerSharing;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.Network;
import dev.occam.engine.rule.Composition;
import dev.occam.engine.rule.CoverageTable;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RuleRequest;
import dev.occam.engine.rule.RuleSelection;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.rule.TargetRules;
import dev.occam.engine.step.Strategies;
import dev.occam.engine.step.TargetForm;
import dev.occam.engine.step.UpdateStages;
import dev.occam.engine.train.LearningRates;
import dev.occam.engine.train.TrainingSetup;
import dev.occam.error.RequestException;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Chooses and checks all that a spec asks for. */
final class SetupBuilder {
    private final PluginCatalog catalog;
    private final List<String> problems = new ArrayList<>();

    SetupBuilder(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Everything that a run needs.
     *
     * @param specText writes the spec as YAML; asked only for a spec whose plugins are right
     * @throws RequestException with all that is wrong
     */
    TrainingSetup build(TrainingSpec spec, Supplier<String> specText) {
        return build(spec, SetupBuilder::data, specText);
    }

    /**
     * Everything that a run on these data needs.
     *
     * @throws RequestException with all that is wrong
     */
    TrainingSetup build(TrainingSpec spec, PreparedData prepared, Supplier<String> specText) {
        return build(spec, (ignored, alsoIgnored) -> prepared, specText);
    }

    private TrainingSetup build(
            TrainingSpec spec, BiFunction<TrainingSpec, Loss, PreparedData> prepare, Supplier<String> specText) {
        Chooser chooser = new Chooser(catalog, problems);
        Optional<List<ModelLayer>> layers = layers(spec, chooser);
        Optional<Loss> loss = chooser.choose(Loss.class, spec.loss());
        Optional<Optimizer> optimizer = chooser.choose(Optimizer.class, spec.optimizer());
        Optional<Schedule> schedule = chooser.choose(Schedule.class, spec.schedule());
        List<RuleRequest> requests = new ArrayList<>();
        for (RegularizerChoice choice : spec.regularizers()) {
            Optional<Schedule> strength = choice.schedule().flatMap(each -> chooser.choose(Schedule.class, each));
            chooser.choose(Regularizer.class, choice.regularizer())
                    .ifPresent(rule -> requests.add(new RuleRequest(rule, choice.on(), choice.after(), strength)));
        }
        List<Strategy> chosen = new ArrayList<>();
        spec.strategies()
                .forEach(choice -> chooser.choose(Strategy.class, choice).ifPresent(chosen::add));
        problems.addAll(Strategies.problems(chosen));
        Strategies strategies = Strategies.of(chosen);
        stopIfWrong();
        PreparedData data = prepare.apply(spec, loss.orElseThrow());
        requireValidation(spec, data);
        Network network = new Network(layers.orElseThrow(), data.train().exampleShape());
        problems.addAll(Freezing.problems(network));
        TargetForm form = form(network, loss.orElseThrow(), data);
        List<Rule> rules = new RuleSelection(network, problems).select(requests);
        problems.addAll(TargetRules.problems(rules, loss.orElseThrow()));
        stopIfWrong();
        int batch =
                Math.min(spec.batch().orElse(data.train().size()), data.train().size());
        int stepsPerEpoch = (data.train().size() + batch - 1) / batch;
        LearningRates rates = new LearningRates(
                optimizer.orElseThrow(),
                schedule.orElseThrow(),
                (long) spec.epochs() * stepsPerEpoch,
                stepsPerEpoch,
                strategies.swa());
        RunFacts facts =
                new RunFacts(rates.largest(), rates.last(), batch, data.train().size(), stepsPerEpoch);
        StepScalars scalars = StepScalars.create();
        Composition composition = new Composition(
                network, rules, optimizer.get(), UpdateStages.isAdaptive(optimizer.get(), scalars, facts), facts);
        problems.addAll(composition.problems());
        stopIfWrong();
        List<String> warnings = composition.warnings();
        if (spec.init().isEmpty()) {
            warnings.addAll(Freezing.warningsWithoutFile(network));
        }
        Coverage coverage = CoverageTable.of(network, rules, strategies.lines(spec.epochs()), warnings);
        return new TrainingSetup(
                spec,
                specText.get(),
                data,
                network,
                optimizer.get(),
                loss.get(),
                rates,
                form,
                rules,
                facts,
                coverage,
                scalars,
                strategies);
    }

    /** The layers of a spec, with their names; empty if one of them is wrong. */
    private Optional<List<ModelLayer>> layers(TrainingSpec spec, Chooser chooser) {
        List<Layer> layers = new ArrayList<>();
        for (LayerChoice choice : spec.model()) {
            chooser.choose(Layer.class, choice.layer()).ifPresent(layers::add);
        }
        if (layers.size() < spec.model().size()) {
            return Optional.empty();
        }
        List<ModelLayer> named = LayerNames.name(
                layers, spec.model().stream().map(LayerChoice::as).toList(), problems);
        List<ModelLayer> frozen = named.stream()
                .map(layer -> new ModelLayer(
                        layer.index(),
                        layer.name(),
                        layer.layer(),
                        spec.model().get(layer.index()).frozen(),
                        Optional.empty()))
                .toList();
        return Optional.of(LayerSharing.resolve(
                frozen, spec.model().stream().map(LayerChoice::sameAs).toList(), problems));
    }

    /** The network and loss of a spec, without its data. */
    Network network(TrainingSpec spec, List<Integer> exampleShape) {
        Optional<List<ModelLayer>> layers = layers(spec, new Chooser(catalog, problems));
        stopIfWrong();
        return new Network(layers.orElseThrow(), exampleShape);
    }

    Loss loss(TrainingSpec spec) {
        Optional<Loss> loss = new Chooser(catalog, problems).choose(Loss.class, spec.loss());
        stopIfWrong();
        return loss.orElseThrow();
    }

    /** Numbers as labels are classes where the loss wants classes. */
    private static PreparedData data(TrainingSpec spec, Loss loss) {
        Share validation = new Share(spec.validation());
        if (spec.data() instanceof DataChoice.Given given) {
            return GivenData.prepare(given, validation, spec.seed());
        }
        return DataSource.prepare(options((DataChoice.Named) spec.data(), validation, loss), spec.seed());
    }

    /** The data of a spec, not split yet. */
    Splits splits(TrainingSpec spec) {
        if (!(spec.data() instanceof DataChoice.Named named)) {
            throw new RequestException("Only data that Occam reads can be split several times.");
        }
        return DataSource.splits(options(named, new Share(spec.validation()), loss(spec)), spec.seed());
    }

    private static DataOptions options(DataChoice.Named named, Share validation, Loss loss) {
        Map<String, Object> options = new LinkedHashMap<>(named.options());
        options.put("path", named.source());
        DataOptions read = DataOptions.from(options).withValidation(validation);
        boolean values = loss.kind() == Loss.Kind.VALUES;
        return values ? read : read.withLabelKindIfAuto(LabelKind.CLASSES);
    }

    private void requireValidation(TrainingSpec spec, PreparedData data) {
        if (data.validation().isPresent()) {
            return;
        }
        if (spec.earlyStopping().isPresent()) {
            problems.add(
                    "early-stopping needs a validation part to watch.\n  Hold one out, for instance validation: 0.1.");
        } else if (spec.keepBest()) {
            problems.add(
                    "keep: best needs a validation part to choose by.\n  Hold one out, for instance validation: 0.1.");
        }
    }

    private static TargetForm form(Network network, Loss loss, PreparedData data) {
        return data.train().targets() instanceof Targets.Classes classes
                ? TargetForm.of(network, loss, classes.names(), true)
                : TargetForm.of(network, loss, ((Targets.Values) data.train().targets()).names(), false);
    }

    private void stopIfWrong() {
        if (!problems.isEmpty()) {
            throw RequestException.of(problems);
        }
    }
}
