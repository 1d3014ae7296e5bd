package dev.occam.engine.rule;

import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.error.Suggestion;
import dev.occam.plugin.Regularizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds what each rule acts on. */
public final class RuleSelection {
    private final Network network;
    private final TargetNames targets;
    private final List<String> problems;

    /** @param problems gets what is wrong with the requests */
    public RuleSelection(Network network, List<String> problems) {
        this.network = network;
        this.targets = new TargetNames(network);
        this.problems = problems;
    }

    /** The rules with what they act on; complete only if no problem was added. */
    public List<Rule> select(List<RuleRequest> requests) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            RuleRequest request = requests.get(i);
            requireFactor(request);
            rules.add(new Rule(
                    i,
                    label(requests, i),
                    request.regularizer(),
                    weights(request),
                    after(request),
                    request.schedule().map(RuleSchedule::of)));
        }
        return rules;
    }

    private void requireFactor(RuleRequest request) {
        Regularizer rule = request.regularizer();
        if (request.schedule().isPresent() && Hook.any(Scheduled.WITHOUT_FACTOR, rule)) {
            problem(
                    rule,
                    "its strength is no factor of what it does, so it cannot follow a schedule (schedule=%s).\n  Leave the schedule out."
                            .formatted(request.schedule().get().name()));
        }
    }

    private List<ModelWeight> weights(RuleRequest request) {
        Regularizer rule = request.regularizer();
        if (!Hook.any(Hook.ON_WEIGHTS, rule)) {
            if (!request.on().isEmpty()) {
                String remedy = Hook.any(Hook.ON_OUTPUTS, rule)
                        ? "Say which layer's output it changes: after: LAYER."
                        : "Leave it out.";
                problem(rule, "it acts on no weight, so \"on\" says nothing.\n  " + remedy);
            }
            return List.of();
        }
        List<String> names = split(request.on().isEmpty() ? List.of("weights") : request.on());
        Predicate<ModelWeight> selected = weight -> false;
        for (String name : names) {
            Optional<Predicate<ModelWeight>> target = targets.find(name);
            if (target.isEmpty()) {
                problem(rule, unknown("no target is called", name, targets.known()) + "\n  " + targets.described());
                return List.of();
            }
            selected = selected.or(target.get());
        }
        List<ModelWeight> weights = network.weights().stream().filter(selected).toList();
        if (weights.isEmpty()) {
            problem(
                    rule,
                    "on %s selects no weight of this model.\n  %s"
                            .formatted(String.join("+", names), targets.described()));
            return weights;
        }
        List<ModelWeight> trained =
                weights.stream().filter(weight -> !weight.frozen()).toList();
        if (trained.isEmpty()) {
            problem(
                    rule,
                    "on %s selects frozen weights only, and no rule touches those: %s.\n  Leave the rule out, or train them."
                            .formatted(
                                    String.join("+", names),
                                    weights.stream().map(ModelWeight::name).collect(Collectors.joining(", "))));
        }
        return trained;
    }

    private List<Integer> after(RuleRequest request) {
        Regularizer rule = request.regularizer();
        boolean onActivations = Hook.any(Hook.ON_OUTPUTS, rule);
        if (request.after().isEmpty()) {
            if (onActivations) {
                problem(rule, "it acts on a layer's output; say which: after: LAYER.\n  " + layers());
            }
            return List.of();
        }
        if (!onActivations) {
            problem(rule, "it does not act on a layer's output, so \"after\" says nothing.\n  Leave it out.");
            return List.of();
        }
        Set<Integer> indices = new LinkedHashSet<>();
        for (String name : split(List.of(request.after().get()))) {
            Optional<ModelLayer> layer = targets.layer(name);
            if (layer.isEmpty()) {
                problem(rule, unknown("no layer is called", name, targets.layerNames()) + "\n  " + layers());
            }
            layer.ifPresent(found -> {
                requireBranch(rule, found);
                indices.add(found.index());
            });
        }
        return List.copyOf(indices);
    }

    /** A rule that acts on branches alone would do nothing elsewhere. */
    private void requireBranch(Regularizer rule, ModelLayer layer) {
        Set<Hook> others = EnumSet.of(Hook.ACTIVATION, Hook.ACTIVITY_PENALTY);
        if (Hook.any(others, rule) || network.hasBranch(layer)) {
            return;
        }
        String branched = network.layers().stream()
                .filter(network::hasBranch)
                .map(ModelLayer::describe)
                .collect(Collectors.joining(", "));
        problem(
                rule,
                "it acts on the branch of a residual layer, and %s has none.\n  %s"
                        .formatted(
                                layer.describe(),
                                branched.isEmpty()
                                        ? "No layer of this model has one."
                                        : "Layers with a branch: " + branched + "."));
    }

    private static List<String> split(List<String> targets) {
        return targets.stream()
                .flatMap(target -> Arrays.stream(target.split("\\+", -1)))
                .map(String::strip)
                .toList();
    }

    private static String label(List<RuleRequest> requests, int number) {
        RuleRequest request = requests.get(number);
        String name = request.regularizer().name();
        if (requests.stream()
                        .filter(other -> other.regularizer().name().equals(name))
                        .count()
                == 1) {
            return name;
        }
        String place =
                request.after().orElse(String.join("+", request.on().isEmpty() ? List.of("weights") : request.on()));
        long same = requests.subList(0, number).stream()
                .filter(other -> other.regularizer().name().equals(name)
                        && other.on().equals(request.on())
                        && other.after().equals(request.after()))
                .count();
        return name + "@" + place + (same == 0 ? "" : "#" + (same + 1));
    }

    private static String unknown(String what, String name, Collection<String> known) {
        return what + " \"" + name + "\"."
                + Suggestion.nearest(name, known)
                        .map(near -> " Nearest: " + near + ".")
                        .orElse("");
    }

    private String layers() {
        return "Layers: " + network.layers().stream().map(ModelLayer::describe).collect(Collectors.joining(", ")) + ".";
    }

    private void problem(Regularizer rule, String what) {
        problems.add("regularizer " + rule.name() + ": " + what);
    }
}
