package dev.occam.engine.step;

import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.plan.Output;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Planner;
import dev.occam.engine.plan.Region;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.rule.Hook;
import dev.occam.engine.rule.RandomSites;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.RunSite;
import dev.occam.engine.rule.RunStep;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.rule.Zero;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Site;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The penalties of all rules for the weights as they are, once an epoch. */
public final class WeightReport {
    private final List<Rule> reported = new ArrayList<>();
    private final List<Integer> parts = new ArrayList<>();
    private final Storage penalties;
    private final Plan plan;
    private boolean usesInitial;

    /** @param training whose weights are looked at */
    public WeightReport(List<Rule> rules, TrainingPlans training, StepScalars scalars, RunFacts facts) {
        Map<Tensor, Region> inputs = new HashMap<>();
        List<Tensor> values = new ArrayList<>();
        for (Rule rule : rules) {
            int before = values.size();
            for (ModelWeight weight : rule.weights()) {
                int offset = training.layout().offset(weight);
                Tensor initial = Tensor.input("initial", weight.shape());
                inputs.put(weight.input(), training.weights().from(offset));
                inputs.put(initial, training.initial().from(offset));
                Site site = new RunSite(new RunStep(scalars, facts, new RandomSites(0)), weight.role(), () -> {
                    usesInitial = true;
                    return initial;
                });
                values.add(penalty(rule, weight, site));
            }
            if (values.subList(before, values.size()).stream().allMatch(Zero::is) && !reports(rule.regularizer())) {
                values.subList(before, values.size()).clear();
                continue;
            }
            reported.add(rule);
            parts.add(values.size() - before);
        }
        penalties = new Storage("penalties", values.size());
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            outputs.add(new Output(values.get(i), penalties.from(i)));
        }
        plan = Planner.plan("report", inputs, outputs);
    }

    private static Tensor penalty(Rule rule, ModelWeight weight, Site site) {
        Regularizer regularizer = rule.regularizer();
        Tensor coupled =
                TrainingHooks.require(rule, "penalty", Shape.SCALAR, regularizer.penalty(weight.input(), site));
        Tensor proximal =
                TrainingHooks.require(rule, "proxPenalty", Shape.SCALAR, regularizer.proxPenalty(weight.input(), site));
        return coupled.add(proximal);
    }

    /** A rule that has a penalty is reported even where its strength is 0. */
    private static boolean reports(Regularizer rule) {
        return Hook.PENALTY.isOverriddenBy(rule) || Hook.PROX.isOverriddenBy(rule);
    }

    /** Whether a penalty looks at the initial weights. */
    public boolean usesInitial() {
        return usesInitial;
    }

    /** Writes {@link #penalties}. */
    public Plan plan() {
        return plan;
    }

    /** A value for each rule and weight. */
    public Storage penalties() {
        return penalties;
    }

    /** The sum of each rule over its weights, by the rule's label. */
    public Map<String, Double> byRule(float[] values) {
        Map<String, Double> sums = new LinkedHashMap<>();
        int next = 0;
        for (int i = 0; i < reported.size(); i++) {
            double sum = 0;
            for (int part = 0; part < parts.get(i); part++) {
                sum += values[next++];
            }
            sums.put(reported.get(i).label(), sum);
        }
        return sums;
    }
}
