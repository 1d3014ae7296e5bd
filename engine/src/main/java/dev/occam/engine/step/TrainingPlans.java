package dev.occam.engine.step;

import dev.occam.Clipping;
import dev.occam.engine.gradient.Gradients;
import dev.occam.engine.model.FormulaHooks;
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
import java.util.OptionalDouble;
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

    /** Added to a norm that something is divided by. */
    private static final double SMALLEST_NORM = 1e-12;

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
    private final Map<ModelWeight, WeightFormula> parts = new LinkedHashMap<>();
    private final ShareReport shares;
    private final Storage examples;
    private final Storage targets;
    private final Strategies strategies;
    private final Storage partners;
    private final Storage ascended;
    private final Storage average;
    private final Storage renewed;

    /** The plans for these rules; nothing is planned yet. */
    public TrainingPlans(
            Network network,
            List<Rule> rules,
            Optimizer optimizer,
            Loss loss,
            TargetForm form,
            Optional<Clipping> clipping,
            StepScalars scalars,
            RunFacts facts,
            Strategies strategies) {
        this.network = network;
        this.strategies = strategies;
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
        network.trained().forEach(weight -> updates.parts(weight).ifPresent(formula -> parts.put(weight, formula)));
        shares = new ShareReport(this.rules, parts);
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
        partners = new Storage("partners' targets", strategies.mixup().isPresent() ? targets.size() : 0);
        ascended = new Storage("ascended weights", strategies.sam().isPresent() ? layout.size() : 0);
        average = new Storage("averaged weights", strategies.averages() ? layout.size() : 0);
        renewed = new Storage("renewed statistics", strategies.swa().isPresent() ? layout.size() - firstState() : 0);
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
     * losses and right classes. The loss that is summed up is that of the given targets, whatever rules make of them; of
     * mixtures it is that of the mixed targets.
     */
    public Plan forward(int batch) {
        return forward("forward-backward", batch, weights, true);
    }

    /** Gradients at the {@link #ascended} weights, under the same masks as {@link #forward}; nothing else is written. */
    public Plan forwardAscended(int batch) {
        return forward("ascended forward-backward", batch, ascended, false);
    }

    private Plan forward(String name, int batch, Storage at, boolean everything) {
        TrainingHooks hooks = new TrainingHooks(rules, new RunStep(scalars, facts, new RandomSites(0)));
        Network.Formula formula = network.trace(batch, hooks, true);
        Map<Tensor, Region> inputs = new HashMap<>();
        inputs.put(formula.examples(), examples.from(0));
        MixedTargets given = new MixedTargets(form, strategies.mixup().isPresent(), scalars.mixing(), batch);
        inputs.put(given.own(), targets.from(0));
        given.partners().ifPresent(tensor -> inputs.put(tensor, partners.from(0)));
        Tensor target = given.target();
        Tensor learnt = hooks.target(target);
        Tensor data = loss.loss(formula.output(), learnt).sum();
        Tensor objective = data.div(batch);
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < onActivity.size(); i++) {
            Tensor penalty = hooks.activityPenalties().get(onActivity.get(i));
            if (everything) {
                Tensor before = sumInput("activity penalty", ACTIVITY + i, inputs);
                outputs.add(new Output(before.add(penalty.mul(batch)), sums.from(ACTIVITY + i)));
            }
            objective = Zero.is(penalty) ? objective : objective.add(penalty);
        }
        for (ModelWeight weight : network.weights()) {
            inputs.put(weight.input(), at.from(layout.offset(weight)));
        }
        List<ModelWeight> trained = network.trained();
        List<Tensor> slopes =
                Gradients.of(objective, trained.stream().map(ModelWeight::input).toList());
        for (int i = 0; i < trained.size(); i++) {
            outputs.add(new Output(slopes.get(i), gradients.from(layout.offset(trained.get(i)))));
        }
        for (ModelState state : network.states()) {
            Region region = at.from(layout.offset(state));
            inputs.put(state.input(), region);
            Tensor next = formula.states().get(state);
            if (next != null && everything) {
                outputs.add(new Output(next, region));
            }
        }
        hooks.initial().forEach((weight, tensor) -> inputs.put(tensor, initial.from(layout.offset(weight))));
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
        Tensor lossBefore = sumInput("loss", LOSS, inputs);
        outputs.add(new Output(lossBefore.add(total), sums.from(LOSS)));
        Tensor bad = sumInput("first bad step", FIRST_BAD_STEP, inputs);
        Tensor finite = objective.abs().lt(LARGEST_FINITE);
        Tensor next = bad.select(bad, finite.select(Tensor.constant(0), scalars.number()));
        outputs.add(new Output(next, sums.from(FIRST_BAD_STEP)));
        if (form.hasClasses()) {
            Tensor correct = given.correct(loss.prediction(output)).sum();
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

    /** The {@link #ascended} weights w + ρ·g/‖g‖; they are w where there is no gradient. */
    public Plan ascent() {
        double rho = strategies.sam().orElseThrow().rho();
        int trained = gradients.size();
        Tensor w = Tensor.input("w", Shape.of(trained));
        Tensor g = Tensor.input("g", w.shape());
        Tensor scale = Tensor.constant(rho).div(g.square().sum().sqrt().add(SMALLEST_NORM));
        Map<Tensor, Region> inputs = new HashMap<>(Map.of(w, weights.from(0), g, gradients.from(0)));
        List<Output> outputs = new ArrayList<>(List.of(new Output(w.add(g.mul(scale)), ascended.from(0))));
        if (layout.size() > trained) {
            Tensor others = Tensor.input("others", Shape.of(layout.size() - trained));
            inputs.put(others, weights.from(trained));
            outputs.add(new Output(others, ascended.from(trained)));
        }
        return Planner.plan("ascent", inputs, outputs);
    }

    /** a ← a + s·(w − a) over all weights and states, with the share s that the host gives; what is frozen stays to the bit. */
    public Plan averaging() {
        Tensor w = Tensor.input("w", Shape.of(layout.size()));
        Tensor a = Tensor.input("a", w.shape());
        Tensor s = scalars.averaging();
        Tensor next = a.add(w.sub(a).mul(s));
        return Planner.plan(
                "averaging",
                Map.of(w, weights.from(0), a, average.from(0)),
                List.of(new Output(next, average.from(0))));
    }

    /**
     * Adds the statistics of a batch under the averaged weights to the mean in {@link #renewed}, with the share that the
     * host gives. Of a state r ← α·r + β those are β/(1 − α), where it would settle if all batches were like this one; a
     * state with another rule is left out. No rule acts, as at evaluation. Empty where there is nothing to renew.
     */
    public Optional<Plan> renewal() {
        Network.Formula formula = network.trace(facts.batchSize(), FormulaHooks.NONE, true);
        Map<Tensor, Region> inputs = new HashMap<>();
        inputs.put(formula.examples(), examples.from(0));
        for (ModelTensor tensor : network.tensors()) {
            inputs.put(tensor.input(), average.from(layout.offset(tensor)));
        }
        List<Output> outputs = new ArrayList<>();
        for (ModelState state : network.states()) {
            Tensor next = formula.states().get(state);
            OptionalDouble kept = next == null ? OptionalDouble.empty() : MovingAverage.kept(next, state.input());
            if (kept.isPresent() && kept.getAsDouble() < 1) {
                Tensor batch = next.sub(state.input().mul(kept.getAsDouble())).div(1 - kept.getAsDouble());
                Region region = renewed.from(layout.offset(state) - firstState());
                Tensor mean = Tensor.input(state.name() + " renewed", state.shape());
                Tensor s = scalars.averaging();
                inputs.put(mean, region);
                outputs.add(new Output(mean.mul(Tensor.constant(1).sub(s)).add(batch.mul(s)), region));
            }
        }
        return outputs.isEmpty() ? Optional.empty() : Optional.of(Planner.plan("renewal", inputs, outputs));
    }

    /** Where the states lie in the layout: behind all weights. */
    public int firstState() {
        return layout.size()
                - network.states().stream()
                        .mapToInt(state -> state.shape().elements())
                        .sum();
    }

    /**
     * Writes the parts of rules in the step that the update is about to make, see {@link #shares}; runs between clipping and
     * update. Each weight has a program of its own. Empty where no rule acts in an update.
     */
    public Optional<Plan> accounting() {
        Map<Tensor, Region> inputs = new HashMap<>();
        List<Output> outputs = new ArrayList<>();
        parts.forEach((weight, formula) -> {
            formula.inputs().forEach((place, tensor) -> inputs.put(tensor, region(place, layout.offset(weight), 0)));
            formula.outputs().forEach((place, tensor) -> outputs.add(new Output(tensor, shares.region(weight, place))));
        });
        outputs.sort(Comparator.comparing(output -> output.target().offset()));
        return outputs.isEmpty() ? Optional.empty() : Optional.of(Planner.plan("accounting", inputs, outputs));
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
        if (place == Place.Single.CLIP_FACTOR) {
            return clipFactor.from(0);
        }
        return (place == Place.Single.VALUES ? weights : place == Place.Single.GRADIENT ? gradients : initial)
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
                        .anyMatch(each -> each.update().inputs().containsKey(Place.Single.INITIAL)
                                || each.total().stream()
                                        .anyMatch(total -> total.inputs().containsKey(Place.Single.INITIAL)));
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

    /** Where {@link #accounting} writes. */
    public ShareReport shares() {
        return shares;
    }

    public Storage clipFactor() {
        return clipFactor;
    }

    /** Targets of the examples that others are mixed with; of size 0 where nothing is. */
    public Storage partners() {
        return partners;
    }

    /** The averages of weights and states; of size 0 where there are none. */
    public Storage average() {
        return average;
    }

    /** Statistics in the making, see {@link #renewal}; of size 0 where they are never renewed. */
    public Storage renewed() {
        return renewed;
    }

    /** Where the gradient of a step is taken, by {@link #forwardAscended}; of size 0 where that is the weights. */
    public Storage ascended() {
        return ascended;
    }

    public Strategies strategies() {
        return strategies;
    }

    public Storage examples() {
        return examples;
    }

    public Storage targets() {
        return targets;
    }
}
