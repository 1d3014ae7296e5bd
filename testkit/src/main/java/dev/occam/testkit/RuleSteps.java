package dev.occam.testkit;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Steps of a rule beside stochastic gradient descent: its formulas in double precision, its gradients by differences. */
final class RuleSteps {
    private final FixedSite site;
    private final double[] initial;
    private final Tensor w;
    private final Tensor in;
    private final Tensor update;
    private final Tensor slope;
    private final Tensor loss;
    private final Tensor gradient;
    private final Tensor decay;
    private final Tensor prox;
    private final Tensor project;
    private final Tensor penalty;
    private double[] values;
    private int number;

    /**
     * @param start the weight before the first step of a run of this many steps of one example each
     * @param draws the sites of the random numbers that each hook gets; any where a hook is missing
     */
    RuleSteps(Regularizer rule, Shape shape, double[] start, int steps, Map<String, List<Integer>> draws) {
        site = new FixedSite(Role.WEIGHT, shape, 1, steps);
        initial = start.clone();
        values = start.clone();
        w = Tensor.input("w", shape);
        in = Tensor.input("in", shape);
        update = Tensor.input("update", shape);
        slope = Tensor.input("slope", shape);
        loss = rule.weight(w, at("weight", draws)).mul(slope).sum().add(rule.penalty(w, site));
        gradient = rule.gradient(in, at("gradient", draws));
        decay = rule.decay(w, update, at("decay", draws)).expand(shape);
        prox = rule.prox(in, site.learningRate(), at("prox", draws));
        project = rule.project(in, at("project", draws));
        penalty = rule.penalty(w, site).add(rule.proxPenalty(w, site));
    }

    private FixedSite at(String hook, Map<String, List<Integer>> draws) {
        return site.drawing(draws.getOrDefault(hook, List.of()));
    }

    /** Whether random numbers take part, whose sites only the engine knows. */
    static boolean isRandom(Regularizer rule, Shape shape) {
        RuleSteps steps = new RuleSteps(rule, shape, new double[shape.elements()], 1, Map.of());
        return List.of(steps.loss, steps.gradient, steps.decay, steps.prox, steps.project).stream()
                .anyMatch(Formulas::isRandom);
    }

    /** One step where the data loss has this gradient by the weight as the model sees it. */
    void step(double[] dataGradient) {
        number++;
        Bindings before = bindings().input(w, values).input(slope, dataGradient).build();
        double[] g = at(gradient, DifferenceQuotients.gradient(loss, w, before));
        double[] u = new double[g.length];
        for (int i = 0; i < u.length; i++) {
            u[i] = Probe.RATE * g[i];
        }
        double[] lost = Reference.value(
                decay, bindings().input(w, values).input(update, u).build());
        double[] v = new double[g.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = values[i] - u[i] - lost[i];
        }
        values = at(project, at(prox, v));
    }

    /** The weight now. */
    double[] values() {
        return values;
    }

    /** What a report must say of a weight in this step. */
    double penalty(double[] weight) {
        return Reference.value(penalty, bindings().input(w, weight).build())[0];
    }

    private double[] at(Tensor formula, double[] value) {
        return Reference.value(formula, bindings().input(in, value).build());
    }

    private Bindings.Builder bindings() {
        return site.bindings()
                .seed(Probe.SEED)
                .step(number)
                .scalar(site.learningRate(), Probe.RATE)
                .scalar(site.number(), number)
                .input(site.initial(), initial);
    }
}
