package dev.occam.engine.spec;

import dev.occam.Choice;
import dev.occam.Clipping;
import dev.occam.DataChoice;
import dev.occam.EarlyStopping;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.catalog.PluginResolver;
import dev.occam.engine.data.DataOptions;
import dev.occam.error.RequestException;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Plugin;
import dev.occam.plugin.Schedule;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** Makes a {@link TrainingSpec} of a spec in its long form, see {@link ShortForms}. */
final class SpecReader {
    static final List<String> KEYS = List.of(
            "data",
            "model",
            "loss",
            "optimizer",
            "regularizers",
            "strategies",
            "schedule",
            "epochs",
            "batch",
            "validation",
            "early-stopping",
            "keep",
            "clip-norm",
            "clip-scope",
            "shuffle",
            "seed",
            "backend",
            "threads",
            "init");

    private final PluginReader plugins;
    private final ModelReader models;
    private final Problems problems;

    SpecReader(PluginResolver catalog, Problems problems) {
        this.plugins = new PluginReader(catalog, problems);
        this.models = new ModelReader(plugins, problems);
        this.problems = problems;
    }

    /** @throws RequestException with all problems, these and those collected before */
    TrainingSpec read(SpecNode.Mapping root) {
        Fields fields = new Fields(root, "", KEYS, problems);
        TrainingSpecBuilder spec = new TrainingSpecBuilder();
        data(fields).ifPresent(spec::data);
        models.layers(fields).forEach(spec::layer);
        plugin(fields, "loss", Loss.class, spec::loss);
        plugin(fields, "optimizer", Optimizer.class, spec::optimizer);
        models.regularizers(fields).forEach(spec::regularizer);
        models.strategies(fields).forEach(spec::strategy);
        plugin(fields, "schedule", Schedule.class, spec::schedule);
        fields.count("epochs").ifPresent(spec::epochs);
        fields.get("batch", "a whole number >= 1 or full", SpecReader::batch)
                .ifPresent(batch -> batch.ifPresentOrElse(spec::batch, spec::fullBatch));
        fields.get("validation", "a fraction >= 0 and < 1", SpecReader::fraction)
                .ifPresent(spec::validation);
        earlyStopping(fields).ifPresent(spec::earlyStopping);
        fields.oneOf("keep", List.of("best", "last")).ifPresent(keep -> spec.keepBest(keep.equals("best")));
        clipping(fields).ifPresent(spec::clipping);
        fields.truth("shuffle").ifPresent(spec::shuffle);
        fields.get("seed", "a whole number of at most 64 bits", SpecReader::whole)
                .ifPresent(spec::seed);
        fields.text("backend", "auto, cpu or another backend's name").ifPresent(spec::backend);
        fields.count("threads").ifPresent(spec::threads);
        fields.get("init", "a safetensors file", SpecReader::path).ifPresent(spec::init);
        problems.throwIfAny();
        return spec.build();
    }

    private Optional<DataChoice> data(Fields fields) {
        Optional<SpecNode> node = fields.node("data");
        if (node.isEmpty()) {
            problems.add(fields.place("data"), "data is missing: say what to train on, for instance data: digits.");
            return Optional.empty();
        }
        try {
            Map<String, Object> options =
                    new LinkedHashMap<>(DataOptions.from(Values.of(node.get())).toMap());
            String source = String.valueOf(options.get("path"));
            DataOptions.of(source).toMap().forEach(options::remove);
            options.remove("path");
            return Optional.of(new DataChoice.Named(source, options));
        } catch (RequestException e) {
            problems.addAll(e, message -> placeOf(node.get(), message));
        } catch (IllegalArgumentException e) {
            problems.add(node.get().place(), "data: " + Shown.line(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private static Place placeOf(SpecNode node, String message) {
        PluginNode like = new PluginNode("data", node, Map.of(), node.place());
        return like.placeOf(message);
    }

    private <P extends Plugin> void plugin(Fields fields, String key, Class<P> kind, Consumer<Choice<P>> use) {
        fields.node(key)
                .flatMap(node -> PluginNode.of(key, node, Set.of(), problems))
                .ifPresent(node -> plugins.create(kind, node)
                        .ifPresent(plugin -> use.accept(PluginReader.choice(node.name(), plugin))));
    }

    private Optional<EarlyStopping> earlyStopping(Fields fields) {
        Optional<SpecNode> node = fields.node("early-stopping");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof SpecNode.Mapping group)) {
            problems.add(
                    node.get().place(),
                    "early-stopping must be like {patience: 5}, not %s."
                            .formatted(node.get().shown()));
            return Optional.empty();
        }
        Fields rule = new Fields(group, "early-stopping.", List.of("patience", "min-delta", "metric"), problems);
        Optional<Integer> patience = rule.count("patience");
        if (group.find("patience").isEmpty()) {
            problems.add(
                    group.place(), "early-stopping needs patience, the epochs without improvement: {patience: 5}.");
        }
        Optional<Double> minDelta = rule.get(
                "min-delta",
                "a finite number >= 0",
                value -> Fields.number(value).filter(delta -> delta >= 0));
        Optional<String> metric = rule.oneOf("metric", List.of("loss", "accuracy"));
        return patience.map(epochs -> new EarlyStopping(epochs, minDelta.orElse(0.0), metric.orElse("loss")));
    }

    private Optional<Clipping> clipping(Fields fields) {
        Optional<Double> norm = fields.get(
                "clip-norm",
                "a finite number > 0",
                value -> Fields.number(value).filter(limit -> limit > 0));
        Optional<String> scope = fields.oneOf("clip-scope", List.of("data", "total"));
        if (scope.isPresent() && fields.node("clip-norm").isEmpty()) {
            problems.add(
                    fields.place("clip-scope"), "clip-scope says what clip-norm limits, but there is no clip-norm.");
        }
        return norm.map(limit ->
                new Clipping(limit, Clipping.Scope.valueOf(scope.orElse("data").toUpperCase(Locale.ROOT))));
    }

    private static Optional<OptionalInt> batch(Object value) {
        return value.equals("full")
                ? Optional.of(OptionalInt.empty())
                : Fields.count(value).map(OptionalInt::of);
    }

    private static Optional<Double> fraction(Object value) {
        return Fields.number(value).filter(fraction -> fraction >= 0 && fraction < 1);
    }

    private static Optional<Long> whole(Object value) {
        return value instanceof Integer || value instanceof Long
                ? Optional.of(((Number) value).longValue())
                : Optional.empty();
    }

    private static Optional<Path> path(Object value) {
        try {
            return Optional.of(Path.of(value.toString()))
                    .filter(path -> !path.toString().isEmpty());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
