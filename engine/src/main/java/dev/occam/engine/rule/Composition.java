package dev.occam.engine.rule;

import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Combinations of rules, optimizer and layers that rarely do what is meant. */
public final class Composition {
    private final Network network;
    private final List<Rule> rules;
    private final Optimizer optimizer;
    private final boolean adaptive;
    private final RunFacts facts;
    private final Strength strength;

    /** @param adaptive whether the optimizer gives each coordinate its own step size, as Adam does */
    public Composition(Network network, List<Rule> rules, Optimizer optimizer, boolean adaptive, RunFacts facts) {
        this.network = network;
        this.rules = rules;
        this.optimizer = optimizer;
        this.adaptive = adaptive;
        this.facts = facts;
        this.strength = new Strength(facts);
    }

    /** What cannot work, a sentence or two each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Rule rule : weightRules()) {
            double rate = facts.maxLearningRate();
            double taken = strength.decay(rule.regularizer(), rate).orElse(0);
            if (!adaptive && taken == 0) {
                taken = rate * strength.slope(rule.regularizer()).orElse(0);
            }
            if (taken >= 1) {
                problems.add(String.format(
                        Locale.ROOT,
                        "regularizer %s: with the learning rate %s a step takes off %s times the weight, so it overshoots 0.%n"
                                + "  Keep the product of learning rate and lambda below 1.",
                        rule.label(),
                        number(rate),
                        number(taken)));
            }
        }
        return problems;
    }

    /** What is allowed but surprising. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Rule rule : weightRules()) {
            coupledUnderAdaptive(rule, warnings);
            decayBeforeNormalization(rule, warnings);
            decayThatOutlivesTheLearningRate(rule, warnings);
        }
        dropoutBeforeNormalization(warnings);
        twice("penalty", rule -> strength.slope(rule), warnings);
        twice("decay", rule -> strength.decay(rule, facts.maxLearningRate()), warnings);
        twice("prox", rule -> strength.shrinkage(rule), warnings);
        twoConstraints(warnings);
        return warnings;
    }

    private void coupledUnderAdaptive(Rule rule, List<String> warnings) {
        if (adaptive && isPositive(strength.slope(rule.regularizer()))) {
            warnings.add(
                    ("%s is coupled: %s divides its gradient by the size of the data's gradients, so weights with large"
                                    + " gradients are hardly regularized. decoupled-decay shrinks all weights alike.")
                            .formatted(rule.label(), optimizer.name()));
        }
    }

    private void decayBeforeNormalization(Rule rule, List<String> warnings) {
        boolean shrinks = isPositive(strength.decay(rule.regularizer(), facts.maxLearningRate()))
                || isPositive(strength.slope(rule.regularizer()));
        if (!shrinks) {
            return;
        }
        String names = rule.weights().stream()
                .filter(weight -> Normalization.follows(weight, network))
                .map(ModelWeight::name)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            warnings.add(
                    ("%s acts on %s, which a normalization follows: the size of such a weight does not change the model;"
                                    + " decay sets its effective learning rate instead.")
                            .formatted(rule.label(), names));
        }
    }

    private void decayThatOutlivesTheLearningRate(Rule rule, List<String> warnings) {
        if (rule.schedule().isPresent()) {
            return;
        }
        double first =
                strength.decay(rule.regularizer(), facts.maxLearningRate()).orElse(0);
        double last =
                strength.decay(rule.regularizer(), facts.lastLearningRate()).orElse(0);
        if (first > 0 && last >= 0.5 * first && facts.lastLearningRate() < 0.1 * facts.maxLearningRate()) {
            warnings.add(
                    ("%s takes off the same share in every step while the learning rate falls to %s: at the end only the"
                                    + " decay is left, and the weights collapse. Use the unit per-lr.")
                            .formatted(rule.label(), number(facts.lastLearningRate())));
        }
    }

    private void dropoutBeforeNormalization(List<String> warnings) {
        for (Rule rule : rules) {
            if (!strength.changesActivations(rule.regularizer())) {
                continue;
            }
            for (int index : rule.after()) {
                if (index + 1 < network.layers().size()
                        && Normalization.isAt(network.layers().get(index + 1), network)) {
                    warnings.add(
                            ("%s acts right before %s, which learns the variance of training, when values are dropped,"
                                            + " and meets another at evaluation. Put it behind the normalization.")
                                    .formatted(
                                            rule.label(),
                                            network.layers().get(index + 1).describe()));
                }
            }
        }
    }

    private void twice(String hook, Function<Regularizer, OptionalDouble> shrinking, List<String> warnings) {
        List<Rule> acting = weightRules().stream()
                .filter(rule -> isPositive(shrinking.apply(rule.regularizer())))
                .toList();
        pairs(acting, "%s and %s both shrink %s by " + hook + ": their strengths add up.", warnings);
    }

    private void twoConstraints(List<String> warnings) {
        List<Rule> acting = weightRules().stream()
                .filter(rule -> Hook.PROJECT.isOverriddenBy(rule.regularizer()))
                .toList();
        pairs(
                acting,
                "%s and %s both project %s, in this order: what the first makes sure of may not hold after the second.",
                warnings);
    }

    /** A sentence for each two of these rules that act on the same weight. */
    private static void pairs(List<Rule> acting, String sentence, List<String> warnings) {
        for (int i = 0; i < acting.size(); i++) {
            Rule rule = acting.get(i);
            for (Rule other : acting.subList(i + 1, acting.size())) {
                rule.weights().stream()
                        .filter(other::covers)
                        .findFirst()
                        .ifPresent(
                                weight -> warnings.add(sentence.formatted(rule.label(), other.label(), weight.name())));
            }
        }
    }

    private List<Rule> weightRules() {
        return rules.stream().filter(rule -> !rule.weights().isEmpty()).toList();
    }

    private static boolean isPositive(OptionalDouble value) {
        return value.orElse(0) > 0;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
