package dev.occam.testkit;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The hooks of a rule on inputs with fixed random values. */
final class Hooks {
    static final Shape TARGETS = Shape.of(7, 3);

    final Tensor w;
    final Tensor g;
    final Tensor x;
    final Tensor y = Tensor.input("target", TARGETS);
    private final Tensor update;
    private final Regularizer rule;
    private final FixedSite site;
    private final Shape activations;

    Hooks(Regularizer rule, Shape weights, Shape activations) {
        this.rule = rule;
        this.site = new FixedSite(Role.WEIGHT, weights);
        this.activations = activations;
        w = Tensor.input("w", weights);
        g = Tensor.input("g", weights);
        update = Tensor.input("update", weights);
        x = Tensor.input("x", activations);
    }

    Tensor penalty() {
        return rule.penalty(w, site);
    }

    Tensor gradient() {
        return rule.gradient(g, site);
    }

    Tensor decay() {
        return rule.decay(w, update, site);
    }

    Tensor prox() {
        return rule.prox(w, site.learningRate(), site);
    }

    Tensor proxPenalty() {
        return rule.proxPenalty(w, site);
    }

    Tensor project() {
        return rule.project(w, site);
    }

    Tensor activation() {
        return rule.activation(x, site);
    }

    Tensor branch() {
        return rule.branch(x, site);
    }

    Tensor activityPenalty() {
        return rule.activityPenalty(x, site);
    }

    Tensor weight() {
        return rule.weight(w, site);
    }

    Tensor target() {
        return rule.target(y, site);
    }

    /** The formulas of all hooks, by name. */
    Map<String, Tensor> all() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        all.put("penalty", penalty());
        all.put("gradient", gradient());
        all.put("decay", decay());
        all.put("prox", prox());
        all.put("proxPenalty", proxPenalty());
        all.put("project", project());
        all.put("weight", weight());
        all.put("activation", activation());
        all.put("branch", branch());
        all.put("activityPenalty", activityPenalty());
        all.put("target", target());
        return all;
    }

    FixedSite site() {
        return site;
    }

    /** The update u, as {@link #decay} gets it. */
    Tensor update() {
        return update;
    }

    double[] value(Tensor formula) {
        return Reference.value(formula, bindings().build());
    }

    Bindings.Builder bindings() {
        Random random = new Random(3);
        int count = w.shape().elements();
        double[] targets = new double[TARGETS.elements()];
        for (int row = 0; row < TARGETS.size(0); row++) {
            targets[row * TARGETS.size(1) + row % TARGETS.size(1)] = 1;
        }
        return site.bindings()
                .input(w, random.doubles(count, -2, 2).toArray())
                .input(g, random.doubles(count, -1, 1).toArray())
                .input(update, random.doubles(count, -0.1, 0.1).toArray())
                .input(x, random.doubles(activations.elements(), 0, 2).toArray())
                .input(y, targets);
    }

    /** Random numbers around 0. */
    static double[] random(int count, double scale) {
        return new Random(count)
                .doubles(count, -1, 1)
                .map(value -> scale * value)
                .toArray();
    }

    static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }
}
