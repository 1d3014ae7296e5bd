package dev.occam.engine.step;

import dev.occam.Clipping;
import dev.occam.engine.gradient.Gradients;
import dev.occam.engine.model.ModelState;
import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Output;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Planner;
import dev.occam.engine.plan.Region;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.rule.Hook;
import dev.occam.engine.rule.RandomSites;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.RunStep;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.rule.Zero;
import dev.occam.engine.step.UpdateStages.Stages;
import dev.occam.engine.step.WeightFormula.Place;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The plans of one training step: forward and backward, then the gradient of everything where it has to be known, the
 * factor of clipping, and the update of all weights.
 *
 * <p>Weights whose update has the same form lie side by side, and one program updates them all.
 */
public final class TrainingPlans {
    /** Places in {@link #sums}. */
    public static final int LOSS = 0;

    public static final int CORRECT = 1;

    /** The number of the first step whose loss was not finite, 0 if there was none. */
    public static final int FIRST_BAD_STEP = 2;

    /** From here on a sum for each of {@link #activityRules}: its penalty times the examples of the batch. */
    public static final int ACTIVITY = 3;

    private static final double LARGEST_FINITE = Float.MAX_VALUE;

    private final Network network;
    private final List<Rule> rules;
    private final Loss loss;
    private final TargetForm form;
    private final StepScalars scalars;
    private final RunFacts facts;
    private final Optional<Clipping> clipping;
    private final Map<ModelWeight, Stages> stages = new LinkedHashMap<>();
    private final List<List<ModelWeight>> groups;
    private final WeightLayout layout;
    private final Storage weights;
    private final Storage gradients;
    private final Storage initial;
    private final Map<String, Storage> slots = new LinkedHashMap<>();
    private final Storage clipFactor = new Storage("clip factor", 1);
    private final List<Rule> onActivity;
    private final Storage sums;
    private final PenaltyReport penalties;
    private final Storage examples;
    private final Storage targets;

    /** The plans for these rules; nothing is planned yet. */
    public TrainingPlans(
            Network network,
            List<Rule> rules,
            Optimizer optimizer,
            Loss loss,
            TargetForm form,
            Optional<Clipping> clipping,
            StepScalars scalars,
            RunFacts facts) {
        this.network = network;
        this.rules = List.copyOf(rules);
        this.loss = loss;
        this.form = form;
        this.scalars = scalars;
        this.facts = facts;
        this.clipping = clipping;
        onActivity = rules.stream()
                .filter(rule -> Hook.ACTIVITY_PENALTY.isOverriddenBy(rule.regularizer()))
                .toList();
        sums = new Storage("sums", ACTIVITY + onActivity.size());
        UpdateStages updates = new UpdateStages(optimizer, rules, clipping.map(Clipping::scope), scalars, facts);
        network.trained().forEach(weight -> stages.put(weight, updates.stages(weight)));
        groups = groups();
        penalties = new PenaltyReport(
                this.rules,
                groups.stream().map(group -> reported(stages.get(group.get(0)))).toList());
        layout = layout(network, groups);
        weights = new Storage("weights", layout.size());
        int trained = layout.sizeUpTo(network.trained());
        gradients = new Storage("gradients", trained);
        initial = new Storage("initial weights", trained);
        optimizer.slots().forEach(slot -> slots.put(slot, new Storage(slot, trained)));
        examples = new Storage("examples", Math.multiplyExact(facts.batchSize(), EvaluationPlans.width(network)));
        targets = new Storage("targets", Math.multiplyExact(facts.batchSize(), form.width()));
    }

    /** Weights that are updated together side by side, then those that are frozen, and the states. */
    private static WeightLayout layout(Network network, List<List<ModelWeight>> groups) {
        List<ModelTensor> ordered = new ArrayList<>();
        groups.forEach(ordered::addAll);
        network.weights().stream().filter(ModelWeight::frozen).forEach(ordered::add);
        ordered.addAll(network.states());
        return new WeightLayout(ordered);
    }

    /**
     * Forward and backward for this many examples: gradients of the data loss with the penalties on activations, and sums of
     * losses and right classes. The loss that is summed up is that of the given targets, whatever rules make of them.
     */
    public Plan forward(int batch) {
        TrainingHooks hooks = new TrainingHooks(rules, new RunStep(scalars, facts, new RandomSites(0)));
        Network.Formula formula = network.trace(batch, hooks, true);
        Map<Tensor, Region> inputs = new HashMap<>();
        inputs.put(formula.examples(), examples.from(0));
        Tensor given = Tensor.input("targets", Shape.of(batch, form.width()));
        inputs.put(given, targets.from(0));
        Tensor target = form.target(given);
        Tensor learnt = hooks.target(target);
        Tensor data = loss.loss(formula.output(), learnt).sum();
        Tensor reported =
                learnt == target ? data : loss.loss(formula.output(), target).sum();
        Tensor objective = data.div(batch);
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < onActivity.size(); i++) {
            Tensor penalty = hooks.activityPenalties().get(onActivity.get(i));
            Tensor before = sumInput("activity penalty", ACTIVITY + i, inputs);
            outputs.add(new Output(before.add(penalty.mul(batch)), sums.from(ACTIVITY + i)));
            objective = Zero.is(penalty) ? objective : objective.add(penalty);
        }
        for (ModelWeight weight : network.weights()) {
            inputs.put(weight.input(), weights.from(layout.offset(weight)));
        }
        List<ModelWeight> trained = network.trained();
        List<Tensor> slopes =
                Gradients.of(objective, trained.stream().map(ModelWeight::input).toList());
        for (int i = 0; i < trained.size(); i++) {
            outputs.add(new Output(slopes.get(i), gradients.from(layout.offset(trained.get(i)))));
        }
        for (ModelState state : network.states()) {
            Region region = weights.from(layout.offset(state));
            inputs.put(state.input(), region);
            Tensor next = formula.states().get(state);
            if (next != null) {
                outputs.add(new Output(next, region));
            }
        }
        hooks.initial().forEach((weight, tensor) -> inputs.put(tensor, initial.from(layout.offset(weight))));
        sum(reported, objective, formula.output(), given, inputs, outputs);
        return Planner.plan("forward-backward", inputs, outputs);
    }

    private void sum(
            Tensor total,
            Tensor objective,
            Tensor output,
            Tensor given,
            Map<Tensor, Region> inputs,
            List<Output> outputs) {
        Tensor lossBefore = sumInput("loss", LOSS, inputs);
        outputs.add(new Output(lossBefore.add(total), sums.from(LOSS)));
        Tensor bad = sumInput("first bad step", FIRST_BAD_STEP, inputs);
        Tensor finite = objective.abs().lt(LARGEST_FINITE);
        Tensor next = bad.select(bad, finite.select(Tensor.constant(0), scalars.number()));
        outputs.add(new Output(next, sums.from(FIRST_BAD_STEP)));
        if (form.hasClasses()) {
            Tensor correct = form.correct(loss.prediction(output), given).sum();
            outputs.add(new Output(sumInput("correct", CORRECT, inputs).add(correct), sums.from(CORRECT)));
        }
    }

    private Tensor sumInput(String name, int place, Map<Tensor, Region> inputs) {
        Tensor before = Tensor.input(name, Shape.SCALAR);
        inputs.put(before, sums.from(place));
        return before;
    }

    /** The rules with a penalty on activations, in the order of their sums. */
    public List<Rule> activityRules() {
        return onActivity;
    }

    /**
     * What runs after {@link #forward}, in order.
     *
     * @param reporting whether the update also writes the penalties of the new weights; the weights are the same
     */
    public List<Plan> updates(boolean reporting) {
        List<Plan> plans = new ArrayList<>();
        if (stages.values().stream().anyMatch(each -> each.total().isPresent())) {
            plans.add(plan("total gradient", Stages::total));
        }
        clipping.ifPresent(rule -> plans.add(clip(rule.norm())));
        plans.add(plan(
                "update",
                each -> Optional.of(reporting ? each.update() : each.update().withoutPenalties())));
        return plans;
    }

    private Plan clip(double norm) {
        Tensor gradient = Tensor.input("gradients", Shape.of(gradients.size()));
        Tensor factor =
                Tensor.constant(norm).div(gradient.square().sum().sqrt()).min(Tensor.constant(1));
        return Planner.plan(
                "clip", Map.of(gradient, gradients.from(0)), List.of(new Output(factor, clipFactor.from(0))));
    }

    private Plan plan(String name, Function<Stages, Optional<WeightFormula>> stage) {
        Map<Tensor, Region> inputs = new HashMap<>();
        List<Output> outputs = new ArrayList<>();
        for (int number = 0; number < groups.size(); number++) {
            List<ModelWeight> group = groups.get(number);
            ModelWeight first = group.get(0);
            Optional<WeightFormula> formula = stage.apply(stages.get(first));
            if (formula.isEmpty()) {
                continue;
            }
            int size =
                    group.stream().mapToInt(weight -> weight.shape().elements()).sum();
            WeightFormula placed = FlatFormula.of(formula.get(), first.shape())
                    .map(flat -> flat.over(size))
                    .orElse(formula.get());
            int offset = layout.offset(first);
            int own = number;
            placed.inputs().forEach((place, tensor) -> inputs.put(tensor, region(place, offset, own)));
            placed.outputs().forEach((place, tensor) -> outputs.add(new Output(tensor, region(place, offset, own))));
        }
        outputs.sort(Comparator.comparing(
                        (Output output) -> output.target().storage().name())
                .thenComparing(output -> output.target().offset()));
        return Planner.plan(name, inputs, outputs);
    }

    private static List<Place.Penalty> reported(Stages stages) {
        return stages.update().outputs().keySet().stream()
                .filter(Place.Penalty.class::isInstance)
                .map(Place.Penalty.class::cast)
                .sorted(Comparator.comparingInt(Place.Penalty::rule))
                .toList();
    }

    private Region region(Place place, int offset, int group) {
        if (place instanceof Place.Penalty penalty) {
            return penalties.region(penalty, group);
        }
        if (place instanceof Place.Slot slot) {
            return slots.get(slot.name()).from(offset);
        }
        if (place instanceof Place.ClipFactor) {
            return clipFactor.from(0);
        }
        return (place instanceof Place.Values ? weights : place instanceof Place.Gradient ? gradients : initial)
                .from(offset);
    }

    /** Weights that one program may update together; a weight whose update is not flat is alone. */
    private List<List<ModelWeight>> groups() {
        Map<String, List<ModelWeight>> byForm = new LinkedHashMap<>();
        stages.forEach((weight, each) -> {
            Optional<String> update =
                    FlatFormula.of(each.update(), weight.shape()).map(FlatFormula::text);
            Optional<String> total = each.total().isEmpty()
                    ? Optional.of("")
                    : FlatFormula.of(each.total().get(), weight.shape()).map(FlatFormula::text);
            String form =
                    update.isPresent() && total.isPresent() ? total.get() + "then\n" + update.get() : weight.name();
            byForm.computeIfAbsent(form, missing -> new ArrayList<>()).add(weight);
        });
        return List.copyOf(byForm.values());
    }

    /** Whether a rule looks at the initial weights, which then have to be kept. */
    public boolean usesInitial() {
        TrainingHooks hooks = new TrainingHooks(rules, new RunStep(scalars, facts, new RandomSites(0)));
        network.trace(1, hooks, true);
        return !hooks.initial().isEmpty()
                || stages.values().stream()
                        .anyMatch(each -> each.update().inputs().containsKey(new Place.Initial())
                                || each.total().stream()
                                        .anyMatch(total -> total.inputs().containsKey(new Place.Initial())));
    }

    /** Number of programs' worth of weights: those of one group are updated together. */
    public List<List<String>> groupNames() {
        return groups.stream()
                .map(group -> group.stream().map(ModelWeight::name).toList())
                .toList();
    }

    public WeightLayout layout() {
        return layout;
    }

    public Storage weights() {
        return weights;
    }

    public Storage gradients() {
        return gradients;
    }

    public Storage initial() {
        return initial;
    }

    /** The optimizer's slots, by name. */
    public Map<String, Storage> slots() {
        return slots;
    }

    public Storage sums() {
        return sums;
    }

    /** Where the updates write the penalties. */
    public PenaltyReport penalties() {
        return penalties;
    }

    public Storage clipFactor() {
        return clipFactor;
    }

    public Storage examples() {
        return examples;
    }

    public Storage targets() {
        return targets;
    }
}
