package dev.occam.engine.step;

import dev.occam.Clipping;
import dev.occam.engine.gradient.Gradients;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.rule.RandomSites;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.RunSite;
import dev.occam.engine.rule.RunStep;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.rule.Zero;
import dev.occam.engine.step.WeightFormula.Place;
import dev.occam.error.RequestException;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Site;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What happens to a weight once the gradient of the data loss is known, with its rules.
 *
 * <p>The same formula gives the penalties of w' that are reported.
 *
 * <p>g = hooks(c·∇L + ∂penalty), or c·hooks(∇L + ∂penalty) where the total is clipped; u from the optimizer;
 * w' = project(prox(w − u − Σ decay)); subnormals become 0.
 */
public final class UpdateStages {
    /** Keeps the draws of updates apart from those of the forward formula; each weight has a range of its own. */
    private static final int FIRST_SITE = 1 << 20;

    private static final int SITES_PER_WEIGHT = 1 << 8;

    /**
     * What is added and taken off again, so that what is smaller than half an ulp of it, 2⁻⁹⁴, becomes 0. Rounding ends decay and
     * moments a few ulps above that; far enough above the subnormals that their products with rates are none either.
     */
    private static final double FLUSH = 0x1p-70;

    private final Optimizer optimizer;
    private final List<Rule> rules;
    private final Optional<Clipping.Scope> clipping;
    private final StepScalars scalars;
    private final RunFacts facts;

    UpdateStages(
            Optimizer optimizer,
            List<Rule> rules,
            Optional<Clipping.Scope> clipping,
            StepScalars scalars,
            RunFacts facts) {
        this.optimizer = optimizer;
        this.rules = rules;
        this.clipping = clipping;
        this.scalars = scalars;
        this.facts = facts;
    }

    /**
     * The stages of one weight.
     *
     * @param total the gradient of everything in place of the data's; only where the total is clipped and rules change it
     * @param update the new weight and the new slots
     */
    record Stages(Optional<WeightFormula> total, WeightFormula update) {}

    /** Whether all that the optimizer sees is clipped, so that it has to be known before. */
    private boolean scopeTotal() {
        return clipping.equals(Optional.of(Clipping.Scope.TOTAL));
    }

    Stages stages(ModelWeight weight) {
        boolean ahead = scopeTotal();
        Trace trace = new Trace(weight);
        if (!ahead) {
            return new Stages(Optional.empty(), trace.update(trace.total(trace.clipped(trace.gradient()))));
        }
        Tensor gradient = trace.gradient();
        Tensor total = trace.total(gradient);
        Optional<WeightFormula> first =
                total == gradient ? Optional.empty() : Optional.of(trace.formula(Map.of(Place.Single.GRADIENT, total)));
        Trace second = new Trace(weight);
        return new Stages(first, second.update(second.clipped(second.gradient())));
    }

    /**
     * The sums of squares of what each rule adds to the step of a weight, and of the step itself: to be run between clipping
     * and update. A gradient's part in the step is taken to first order, by the optimizer's step size. Empty for a weight on
     * which no rule acts in its update.
     */
    Optional<WeightFormula> parts(ModelWeight weight) {
        Trace trace = new Trace(weight);
        Tensor gradient = trace.clipped(trace.gradient());
        Tensor total = trace.total(gradient);
        Map<Place, Tensor> update =
                trace.update(scopeTotal() ? gradient : total).outputs();
        Map<Place, Tensor> outputs = new HashMap<>();
        trace.parts.forEach(
                (rule, part) -> outputs.put(new Place.Part(rule), part.square().sum()));
        if (outputs.isEmpty()) {
            return Optional.empty();
        }
        Tensor change = update.get(Place.Single.VALUES).sub(trace.w());
        outputs.put(Place.Single.CHANGE, change.square().sum());
        return Optional.of(trace.formula(outputs));
    }

    /** One formula in the making: each memory that it asks for becomes an input, once. */
    private final class Trace {
        private final ModelWeight weight;
        private final Site site;
        private final List<Rule> covering;
        private final Map<Place, Tensor> inputs = new HashMap<>();

        /** What rules add to the gradient. */
        private final Map<Integer, Tensor> slopes = new HashMap<>();

        /** What rules add to the step. */
        private final Map<Integer, Tensor> parts = new TreeMap<>();

        Trace(ModelWeight weight) {
            this.weight = weight;
            covering = rules.stream().filter(rule -> rule.covers(weight)).toList();
            RandomSites sites = new RandomSites(FIRST_SITE + SITES_PER_WEIGHT * weight.number());
            site = new RunSite(
                    new RunStep(scalars, facts, sites), weight.role(), () -> each(Place.Single.INITIAL, "initial"));
        }

        Tensor gradient() {
            return each(Place.Single.GRADIENT, "g");
        }

        Tensor clipped(Tensor gradient) {
            if (clipping.isEmpty()) {
                return gradient;
            }
            Tensor factor =
                    inputs.computeIfAbsent(Place.Single.CLIP_FACTOR, place -> Tensor.input("clip", Shape.SCALAR));
            return gradient.mul(factor);
        }

        Tensor total(Tensor gradient) {
            Tensor w = w();
            Tensor total = gradient;
            for (Rule rule : covering) {
                Tensor penalty = rule.acting().penalty(w, site);
                if (!Zero.is(penalty)) {
                    Tensor slope = Gradients.of(
                                    TrainingHooks.require(rule, "penalty", Shape.SCALAR, penalty), List.of(w))
                            .get(0);
                    if (!Zero.is(slope)) {
                        total = total.add(slope);
                        slopes.merge(rule.number(), scopeTotal() ? clipped(slope) : slope, Tensor::add);
                    }
                }
            }
            for (Rule rule : covering) {
                Tensor before = total;
                total = requireShape(rule, "gradient", rule.acting().gradient(total, site));
                if (total != before) {
                    slopes.merge(rule.number(), total.sub(before), Tensor::add);
                }
            }
            return total;
        }

        WeightFormula update(Tensor gradient) {
            Tensor w = w();
            Map<String, Tensor> state = new HashMap<>();
            optimizer.slots().forEach(slot -> state.put(slot, each(new Place.Slot(slot), slot)));
            Optimizer.Update update = optimizer.update(gradient, state, site);
            slopes.forEach((rule, slope) -> add(rule, slope.mul(update.stepSize())));
            Tensor v = w.sub(update.change());
            for (Rule rule : covering) {
                Tensor decay = rule.acting().decay(w, update.change(), site);
                if (!Zero.is(decay)) {
                    v = v.sub(decay);
                    add(rule.number(), decay.expand(weight.shape()));
                }
            }
            for (Rule rule : covering) {
                v = moved(rule, v, requireShape(rule, "prox", rule.acting().prox(v, update.stepSize(), site)));
            }
            for (Rule rule : covering) {
                v = moved(rule, v, requireShape(rule, "project", rule.acting().project(v, site)));
            }
            Map<Place, Tensor> outputs = new HashMap<>();
            Tensor next = flush(v);
            outputs.put(Place.Single.VALUES, next);
            for (Rule rule : covering) {
                Tensor penalty = reported(rule, next);
                if (!Zero.is(penalty)) {
                    outputs.put(new Place.Penalty(rule.number()), penalty);
                }
            }
            for (String slot : optimizer.slots()) {
                Tensor following = update.state().get(slot);
                if (following == null) {
                    throw new RequestException(
                            "optimizer %s gives no new value of its slot \"%s\".\n  This is a fault of the plugin %s."
                                    .formatted(
                                            optimizer.name(),
                                            slot,
                                            optimizer.getClass().getName()));
                }
                outputs.put(new Place.Slot(slot), flush(following).expand(weight.shape()));
            }
            return formula(outputs);
        }

        private Tensor moved(Rule rule, Tensor before, Tensor after) {
            if (after != before) {
                add(rule.number(), before.sub(after));
            }
            return after;
        }

        private void add(int rule, Tensor part) {
            parts.merge(rule, part, Tensor::add);
        }

        private Tensor reported(Rule rule, Tensor next) {
            Tensor coupled = TrainingHooks.require(
                    rule, "penalty", Shape.SCALAR, rule.acting().penalty(next, site));
            Tensor proximal = TrainingHooks.require(
                    rule, "proxPenalty", Shape.SCALAR, rule.acting().proxPenalty(next, site));
            if (Zero.is(proximal)) {
                return coupled;
            }
            return Zero.is(coupled) ? proximal : coupled.add(proximal);
        }

        WeightFormula formula(Map<Place, Tensor> outputs) {
            return new WeightFormula(inputs, outputs);
        }

        private Tensor w() {
            return each(Place.Single.VALUES, "w");
        }

        private Tensor each(Place place, String name) {
            return inputs.computeIfAbsent(place, missing -> Tensor.input(name, weight.shape()));
        }

        private Tensor requireShape(Rule rule, String hook, Tensor result) {
            return TrainingHooks.require(rule, hook, weight.shape(), result);
        }
    }

    /** Whether an optimizer gives each value of a weight a step size of its own, as Adam does. */
    public static boolean isAdaptive(Optimizer optimizer, StepScalars scalars, RunFacts facts) {
        Shape shape = Shape.of(2);
        Map<String, Tensor> state = new HashMap<>();
        optimizer.slots().forEach(slot -> state.put(slot, Tensor.input(slot, shape)));
        RunStep step = new RunStep(scalars, facts, new RandomSites(FIRST_SITE));
        return optimizer
                .update(Tensor.input("g", shape), state, step)
                .stepSize()
                .shape()
                .equals(shape);
    }

    private static Tensor flush(Tensor x) {
        return x.add(FLUSH).sub(FLUSH);
    }
}
