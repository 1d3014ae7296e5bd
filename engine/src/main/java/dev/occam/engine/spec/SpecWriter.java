package dev.occam.engine.spec;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.LayerChoice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingSpec;
import dev.occam.catalog.OptionSchema;
import dev.occam.catalog.PluginResolver;
import dev.occam.engine.data.DataOptions;
import dev.occam.engine.model.RoleNames;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Plugin;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Strategy;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a spec with every default, so that it repeats the run even where a later version has others. */
final class SpecWriter {
    private final PluginResolver catalog;
    private final StringBuilder yaml =
            new StringBuilder("# Every default is written out: occam train repeats the run from this file.\n");

    SpecWriter(PluginResolver catalog) {
        this.catalog = catalog;
    }

    String write(TrainingSpec spec) {
        key("data", data(spec.data()));
        yaml.append("model:\n");
        spec.model().forEach(layer -> item(layer(layer)));
        key("loss", plugin(Loss.class, spec.loss(), Map.of()));
        key("optimizer", plugin(Optimizer.class, spec.optimizer(), Map.of()));
        yaml.append(spec.regularizers().isEmpty() ? "regularizers: []\n" : "regularizers:\n");
        spec.regularizers().forEach(rule -> item(regularizer(rule)));
        key(
                "strategies",
                spec.strategies().stream()
                        .map(strategy -> plugin(Strategy.class, strategy, Map.of()))
                        .toList());
        key("schedule", plugin(Schedule.class, spec.schedule(), Map.of()));
        key("epochs", spec.epochs());
        key("batch", spec.batch().isPresent() ? spec.batch().getAsInt() : "full");
        key("validation", spec.validation());
        spec.earlyStopping().ifPresent(rule -> {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("patience", rule.patience());
            options.put("min-delta", rule.minDelta());
            options.put("metric", rule.metric());
            key("early-stopping", options);
        });
        key("keep", spec.keepBest() ? "best" : "last");
        spec.clipping().ifPresent(clipping -> {
            key("clip-norm", clipping.norm());
            key("clip-scope", clipping.scope().name().toLowerCase(Locale.ROOT));
        });
        key("shuffle", spec.shuffle());
        key("seed", spec.seed());
        key("backend", spec.backend());
        spec.threads().ifPresent(threads -> key("threads", threads));
        spec.init().ifPresent(file -> key("init", file.toString()));
        return yaml.toString();
    }

    private void key(String key, Object value) {
        yaml.append(key).append(": ");
        YamlText.append(yaml, value);
        yaml.append('\n');
    }

    private void item(Object value) {
        yaml.append("  - ");
        YamlText.appendItem(yaml, value);
        yaml.append('\n');
    }

    private static Object data(DataChoice data) {
        if (data instanceof DataChoice.Given given) {
            return given.train().name();
        }
        DataChoice.Named named = (DataChoice.Named) data;
        Map<String, Object> options = new LinkedHashMap<>(named.options());
        options.put("path", named.source());
        return DataOptions.from(options).toMap();
    }

    private Object layer(LayerChoice layer) {
        Map<String, Object> extras = new LinkedHashMap<>();
        layer.as().ifPresent(name -> extras.put("as", name));
        layer.sameAs().ifPresent(name -> extras.put("same-as", name));
        if (!layer.frozen().isEmpty()) {
            extras.put("frozen", frozen(layer.frozen()));
        }
        return plugin(Layer.class, layer.layer(), extras);
    }

    private static Object frozen(Set<Role> roles) {
        return roles.containsAll(EnumSet.allOf(Role.class))
                ? true
                : roles.stream().sorted().map(RoleNames::of).collect(Collectors.joining("+"));
    }

    private Object regularizer(RegularizerChoice rule) {
        Map<String, Object> extras = new LinkedHashMap<>();
        if (!rule.on().isEmpty()) {
            extras.put("on", String.join("+", rule.on()));
        }
        rule.after().ifPresent(layer -> extras.put("after", layer));
        rule.schedule().ifPresent(schedule -> extras.put("schedule", plugin(Schedule.class, schedule, Map.of())));
        return plugin(Regularizer.class, rule.regularizer(), extras);
    }

    private <P extends Plugin> Object plugin(Class<P> kind, Choice<P> choice, Map<String, Object> extras) {
        if (choice instanceof Choice.Named<P> named) {
            Object wanted = named.options().isEmpty() ? named.name() : Map.of(named.name(), named.options());
            return form(named.name(), catalog.create(kind, wanted), extras);
        }
        P plugin = ((Choice.Given<P>) choice).plugin();
        return form(plugin.name(), plugin, extras);
    }

    private static Object form(String name, Plugin plugin, Map<String, Object> extras) {
        Map<String, Object> options = new LinkedHashMap<>(OptionSchema.values(plugin));
        options.putAll(extras);
        return options.isEmpty() ? name : Map.of(name, options);
    }
}
