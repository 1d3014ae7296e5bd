package dev.occam.engine.step;

import dev.occam.engine.gradient.Gradients;
import dev.occam.engine.model.ModelState;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Output;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Planner;
import dev.occam.engine.plan.Region;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.rule.Zero;
import dev.occam.plugin.Loss;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Forward and backward: gradients of the data loss with the penalties on activations, and the sums of a step. */
final class ForwardPlans {
    private static final double LARGEST_FINITE = Float.MAX_VALUE;

    private final Network network;
    private final Supplier<TrainingHooks> hooksOfRules;
    private final List<Rule> onActivity;
    private final Loss loss;
    private final TargetForm form;
    private final StepScalars scalars;
    private final boolean mixes;
    private final StepStorage storage;

    /** @param mixes whether targets are mixed with those of partners */
    ForwardPlans(
            Network network,
            Supplier<TrainingHooks> hooksOfRules,
            List<Rule> onActivity,
            Loss loss,
            TargetForm form,
            StepScalars scalars,
            boolean mixes,
            StepStorage storage) {
        this.network = network;
        this.hooksOfRules = hooksOfRules;
        this.onActivity = onActivity;
        this.loss = loss;
        this.form = form;
        this.scalars = scalars;
        this.mixes = mixes;
        this.storage = storage;
    }

    /**
     * @param at the weights at which the gradient is taken
     * @param everything whether sums and states are written, too
     */
    Plan plan(String name, int batch, Storage at, boolean everything) {
        TrainingHooks hooks = hooksOfRules.get();
        Network.Formula formula = network.trace(batch, hooks, true);
        Map<Tensor, Region> inputs = new HashMap<>();
        inputs.put(formula.examples(), storage.examples().from(0));
        MixedTargets given = new MixedTargets(form, mixes, scalars.mixing(), batch);
        inputs.put(given.own(), storage.targets().from(0));
        given.partners()
                .ifPresent(tensor -> inputs.put(tensor, storage.partners().from(0)));
        Tensor target = given.target();
        Tensor learnt = hooks.target(target);
        Tensor data = loss.loss(formula.output(), learnt).sum();
        Tensor objective = data.div(batch);
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < onActivity.size(); i++) {
            Tensor penalty = hooks.activityPenalties().get(onActivity.get(i));
            if (everything) {
                Tensor before = sumInput("activity penalty", StepStorage.ACTIVITY + i, inputs);
                outputs.add(new Output(
                        before.add(penalty.mul(batch)), storage.sums().from(StepStorage.ACTIVITY + i)));
            }
            objective = Zero.is(penalty) ? objective : objective.add(penalty);
        }
        for (ModelWeight weight : network.weights()) {
            inputs.put(weight.input(), at.from(storage.layout().offset(weight)));
        }
        List<ModelWeight> trained = network.trained();
        List<Tensor> slopes =
                Gradients.of(objective, trained.stream().map(ModelWeight::input).toList());
        for (int i = 0; i < trained.size(); i++) {
            outputs.add(new Output(
                    slopes.get(i), storage.gradients().from(storage.layout().offset(trained.get(i)))));
        }
        for (ModelState state : network.states()) {
            Region region = at.from(storage.layout().offset(state));
            inputs.put(state.input(), region);
            Tensor next = formula.states().get(state);
            if (next != null && everything) {
                outputs.add(new Output(next, region));
            }
        }
        hooks.initial()
                .forEach((weight, tensor) -> inputs.put(
                        tensor, storage.initial().from(storage.layout().offset(weight))));
        if (everything) {
            Tensor reported = learnt == target
                    ? data
                    : loss.loss(formula.output(), target).sum();
            sum(reported, objective, formula.output(), given, inputs, outputs);
        }
        return Planner.plan(name, inputs, outputs);
    }

    private void sum(
            Tensor total,
            Tensor objective,
            Tensor output,
            MixedTargets given,
            Map<Tensor, Region> inputs,
            List<Output> outputs) {
        Tensor lossBefore = sumInput("loss", StepStorage.LOSS, inputs);
        outputs.add(new Output(lossBefore.add(total), storage.sums().from(StepStorage.LOSS)));
        Tensor bad = sumInput("first bad step", StepStorage.FIRST_BAD_STEP, inputs);
        Tensor finite = objective.abs().lt(LARGEST_FINITE);
        Tensor next = bad.select(bad, finite.select(Tensor.constant(0), scalars.number()));
        outputs.add(new Output(next, storage.sums().from(StepStorage.FIRST_BAD_STEP)));
        if (form.hasClasses()) {
            Tensor correct = given.correct(loss.prediction(output)).sum();
            outputs.add(new Output(
                    sumInput("correct", StepStorage.CORRECT, inputs).add(correct),
                    storage.sums().from(StepStorage.CORRECT)));
        }
    }

    private Tensor sumInput(String name, int place, Map<Tensor, Region> inputs) {
        Tensor before = Tensor.input(name, Shape.SCALAR);
        inputs.put(before, storage.sums().from(place));
        return before;
    }
}
