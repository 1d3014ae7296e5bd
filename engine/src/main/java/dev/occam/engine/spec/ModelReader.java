package dev.occam.engine.spec;

import dev.occam.Choice;
import dev.occam.LayerChoice;
import dev.occam.RegularizerChoice;
import dev.occam.engine.model.RoleNames;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Strategy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads layers, rules and strategies of a spec, and where the rules apply. */
final class ModelReader {
    private static final Set<String> EXTRAS = Set.of("as", "frozen", "same-as");
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
            PluginNode.of("model." + i, items.get(i), EXTRAS, problems)
                    .flatMap(layer -> layer(layer, layers, names))
                    .ifPresent(layers::add);
        }
        return layers;
    }

    private Optional<LayerChoice> layer(PluginNode layer, List<LayerChoice> earlier, Set<String> names) {
        Optional<Layer> plugin = plugins.create(Layer.class, layer);
        Optional<String> as = Optional.ofNullable(layer.extras().get("as")).flatMap(entry -> name(entry, names));
        Set<Role> frozen = Optional.ofNullable(layer.extras().get("frozen"))
                .map(this::frozen)
                .orElse(Set.of());
        Optional<LayerChoice> shared = Optional.empty();
        Optional<String> sameAs = Optional.empty();
        SpecNode.Entry entry = layer.extras().get("same-as");
        if (entry != null) {
            sameAs = Optional.of(String.valueOf(Values.of(entry.value())));
            shared = shared(entry, earlier);
            if (!frozen.isEmpty()) {
                problems.add(
                        layer.extras().get("frozen").place(),
                        "A layer that uses the weights of another is frozen where they are: say frozen at %s."
                                .formatted(Shown.plain(sameAs.get())));
                frozen = Set.of();
            }
        }
        // A further use without options is that of the same options.
        Optional<Choice<Layer>> same = shared.map(LayerChoice::layer).filter(choice -> isPlain(layer, choice));
        if (plugin.isEmpty()) {
            return Optional.empty();
        }
        Choice<Layer> own = PluginReader.choice(layer.name(), plugin.get());
        return Optional.of(new LayerChoice(same.orElse(own), as, frozen, sameAs));
    }

    private static boolean isPlain(PluginNode layer, Choice<Layer> other) {
        return layer.options() instanceof SpecNode.Mapping options
                && options.entries().isEmpty()
                && other instanceof Choice.Named<Layer> named
                && named.name().equals(layer.name());
    }

    private Optional<LayerChoice> shared(SpecNode.Entry sameAs, List<LayerChoice> earlier) {
        String name = String.valueOf(Values.of(sameAs.value()));
        for (int i = 0; i < earlier.size(); i++) {
            if (earlier.get(i).as().filter(name::equals).isPresent()
                    || String.valueOf(i).equals(name)) {
                return Optional.of(earlier.get(i));
            }
        }
        problems.add(
                sameAs.place(),
                "same-as must be the name or index of an earlier layer, not %s."
                        .formatted(sameAs.value().shown()));
        return Optional.empty();
    }

    /** True for the whole layer, or roles joined by +. */
    private Set<Role> frozen(SpecNode.Entry entry) {
        Object given = Values.of(entry.value());
        if (given instanceof Boolean whole) {
            return whole ? EnumSet.allOf(Role.class) : Set.of();
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : String.valueOf(given).split("\\+", -1)) {
            Optional<Set<Role>> named = RoleNames.find(name.strip());
            if (named.isEmpty()) {
                problems.add(
                        entry.place(),
                        "frozen must be true, false or roles joined by + (%s), not %s."
                                .formatted(
                                        String.join(", ", RoleNames.known()),
                                        entry.value().shown()));
                return Set.of();
            }
            roles.addAll(named.get());
        }
        return roles;
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
