package dev.occam.engine.spec;

import dev.occam.Choice;
import dev.occam.LayerChoice;
import dev.occam.RegularizerChoice;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Strategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads layers, rules and strategies of a spec, and where the rules apply. */
final class ModelReader {
    private static final Set<String> TARGETS = Set.of("on", "after", "@", "schedule");

    private final PluginReader plugins;
    private final Problems problems;

    ModelReader(PluginReader plugins, Problems problems) {
        this.plugins = plugins;
        this.problems = problems;
    }

    List<LayerChoice> layers(Fields fields) {
        Optional<SpecNode> node = fields.node("model");
        List<LayerChoice> layers = new ArrayList<>();
        List<SpecNode> items = items("model", "layers", node);
        if (items.isEmpty()
                && node.filter(given -> !(given instanceof SpecNode.Sequence)).isEmpty()) {
            problems.add(
                    fields.place("model"),
                    "model is missing: give its layers, for instance [dense: 128, relu, dense: 10].");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            PluginNode.of("model." + i, items.get(i), Set.of("as"), problems).ifPresent(layer -> {
                Optional<Layer> plugin = plugins.create(Layer.class, layer);
                Optional<String> as =
                        Optional.ofNullable(layer.extras().get("as")).flatMap(entry -> name(entry, names));
                plugin.ifPresent(made -> layers.add(new LayerChoice(PluginReader.choice(layer.name(), made), as)));
            });
        }
        return layers;
    }

    List<RegularizerChoice> regularizers(Fields fields) {
        List<RegularizerChoice> rules = new ArrayList<>();
        List<SpecNode> items = items("regularizers", "rules", fields.node("regularizers"));
        for (int i = 0; i < items.size(); i++) {
            PluginNode.of("regularizers." + i, items.get(i), TARGETS, problems)
                    .ifPresent(rule ->
                            plugins.create(Regularizer.class, rule).ifPresent(plugin -> rules.add(rule(rule, plugin))));
        }
        return rules;
    }

    List<Choice<Strategy>> strategies(Fields fields) {
        List<Choice<Strategy>> strategies = new ArrayList<>();
        List<SpecNode> items = items("strategies", "strategies", fields.node("strategies"));
        for (int i = 0; i < items.size(); i++) {
            PluginNode.of("strategies." + i, items.get(i), Set.of(), problems)
                    .ifPresent(node -> plugins.create(Strategy.class, node)
                            .ifPresent(strategy -> strategies.add(PluginReader.choice(node.name(), strategy))));
        }
        return strategies;
    }

    private List<SpecNode> items(String key, String what, Optional<SpecNode> node) {
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof SpecNode.Sequence sequence) {
            return sequence.items();
        }
        problems.add(
                node.get().place(),
                "%s must be a list of %s, not %s."
                        .formatted(key, what, node.get().shown()));
        return List.of();
    }

    private RegularizerChoice rule(PluginNode rule, Regularizer plugin) {
        Map<String, SpecNode.Entry> extras = rule.extras();
        if (extras.containsKey("@") && (extras.containsKey("on") || extras.containsKey("after"))) {
            problems.add(rule.place(), "%s has two targets; keep one.".formatted(rule.name()));
        }
        boolean weights = Hooks.onWeights(plugin);
        boolean activations = Hooks.onActivations(plugin);
        List<String> on = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (SpecNode.Entry entry : extras.values()) {
            if (entry.key().equals("schedule")) {
                continue;
            }
            boolean isAfter = entry.key().equals("after") || (entry.key().equals("@") && activations && !weights);
            List<String> names = names(rule, entry);
            if (isAfter && !activations) {
                problems.add(
                        entry.place(),
                        "%s does not act on activations; say on: LAYER instead of after.".formatted(rule.name()));
            } else if (!isAfter && !weights) {
                problems.add(
                        entry.place(),
                        "%s does not act on weights, so it cannot be on %s%s."
                                .formatted(
                                        rule.name(),
                                        Shown.plain(String.join("+", names)),
                                        activations ? "; say after: LAYER" : ""));
            } else if (isAfter && names.size() > 1) {
                problems.add(entry.place(), "%s acts after one layer; write it once for each.".formatted(rule.name()));
            } else if (isAfter) {
                after = names.stream().findFirst();
            } else {
                on.addAll(names);
            }
        }
        return new RegularizerChoice(PluginReader.choice(rule.name(), plugin), on, after, schedule(rule));
    }

    private Optional<Choice<Schedule>> schedule(PluginNode rule) {
        SpecNode.Entry given = rule.extras().get("schedule");
        if (given == null) {
            return Optional.empty();
        }
        return PluginNode.of("The schedule of " + rule.name(), given.value(), Set.of(), problems)
                .flatMap(node -> plugins.create(Schedule.class, node)
                        .map(schedule -> PluginReader.choice(schedule.name(), schedule)));
    }

    private List<String> names(PluginNode rule, SpecNode.Entry entry) {
        Stream<SpecNode> nodes =
                entry.value() instanceof SpecNode.Sequence list ? list.items().stream() : Stream.of(entry.value());
        List<String> names = nodes.flatMap(node -> node instanceof SpecNode.Scalar scalar
                        ? Stream.of(scalar.text().split("\\+", -1)).map(String::strip)
                        : Stream.of(""))
                .toList();
        if (names.isEmpty() || names.contains("")) {
            problems.add(
                    entry.place(),
                    "The target of %s must be weights, biases, all, a role, or a layer's name or index, joined by +, not %s."
                            .formatted(rule.name(), entry.value().shown()));
        }
        return names;
    }

    private Optional<String> name(SpecNode.Entry as, Set<String> names) {
        boolean word =
                as.value() instanceof SpecNode.Scalar scalar && scalar.text().matches("[A-Za-z][A-Za-z0-9_-]{0,63}");
        if (!word) {
            problems.add(
                    as.place(),
                    "as must be a name of letters, digits, - and _ that begins with a letter, not %s."
                            .formatted(as.value().shown()));
            return Optional.empty();
        }
        String name = ((SpecNode.Scalar) as.value()).text();
        if (!names.add(name)) {
            problems.add(as.place(), "Two layers are called %s.".formatted(name));
        }
        return Optional.of(name);
    }
}
