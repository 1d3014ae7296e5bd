package dev.occam.engine.step;

import dev.occam.Clipping;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.rule.Hook;
import dev.occam.engine.rule.RandomSites;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.RunStep;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.step.UpdateStages.Stages;
import dev.occam.engine.step.WeightFormula.Place;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plans of one training step: forward and backward, then the gradient of everything where it has to be known, the
 * factor of clipping, and the update of all weights; and what strategies do around it.
 */
public final class TrainingPlans {
    private final Network network;
    private final List<Rule> rules;
    private final StepScalars scalars;
    private final RunFacts facts;
    private final Strategies strategies;
    private final Map<ModelWeight, Stages> stages = new LinkedHashMap<>();
    private final WeightGroups groups;
    private final List<Rule> onActivity;
    private final StepStorage storage;
    private final ForwardPlans forward;
    private final UpdatePlans updates;
    private final StrategyPlans around;

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
        this.rules = List.copyOf(rules);
        this.scalars = scalars;
        this.facts = facts;
        this.strategies = strategies;
        onActivity = rules.stream()
                .filter(rule -> Hook.ACTIVITY_PENALTY.isOverriddenBy(rule.regularizer()))
                .toList();
        UpdateStages formulas = new UpdateStages(optimizer, rules, clipping.map(Clipping::scope), scalars, facts);
        Map<ModelWeight, WeightFormula> parts = new LinkedHashMap<>();
        for (ModelWeight weight : network.trained()) {
            stages.put(weight, formulas.stages(weight));
            formulas.parts(weight).ifPresent(formula -> parts.put(weight, formula));
        }
        groups = new WeightGroups(stages);
        storage = new StepStorage(
                network, groups.layout(network), optimizer.slots(), form, facts, strategies, onActivity.size());
        boolean mixes = strategies.mixup().isPresent();
        forward = new ForwardPlans(network, this::hooks, onActivity, loss, form, scalars, mixes, storage);
        updates = new UpdatePlans(this.rules, stages, parts, groups, clipping, storage);
        around = new StrategyPlans(network, scalars, storage);
    }

    private TrainingHooks hooks() {
        return new TrainingHooks(rules, new RunStep(scalars, facts, new RandomSites(0)));
    }

    /**
     * Forward and backward for this many examples: gradients of the data loss with the penalties on activations, and sums of
     * losses and right classes. The loss that is summed up is that of the given targets, whatever rules make of them; of
     * mixtures it is that of the mixed targets.
     */
    public Plan forward(int batch) {
        return forward.plan("forward-backward", batch, storage.weights(), true);
    }

    /** Gradients at the ascended weights, under the same masks as {@link #forward}; nothing else is written. */
    public Plan forwardAscended(int batch) {
        return forward.plan("ascended forward-backward", batch, storage.ascended(), false);
    }

    /**
     * What runs after {@link #forward}, in order.
     *
     * @param reporting whether the update also writes the penalties of the new weights; the weights are the same
     */
    public List<Plan> updates(boolean reporting) {
        return updates.updates(reporting);
    }

    /**
     * Writes the parts of rules in the step that the update is about to make, see {@link #shares}; runs between clipping and
     * update. Empty where no rule acts in an update.
     */
    public Optional<Plan> accounting() {
        return updates.accounting();
    }

    /** Writes the ascended weights w + ρ·g/‖g‖, of sharpness-aware minimization. */
    public Plan ascent() {
        return around.ascent(strategies.sam().orElseThrow().rho());
    }

    /** Moves the averages towards the weights and states by the share that the host gives. */
    public Plan averaging() {
        return around.averaging();
    }

    /** Adds a batch to the statistics of the averaged weights; empty where there is nothing to renew. */
    public Optional<Plan> renewal() {
        return around.renewal(facts.batchSize());
    }

    /** Whether a rule looks at the initial weights, which then have to be kept. */
    public boolean usesInitial() {
        TrainingHooks hooks = hooks();
        network.trace(1, hooks, true);
        return !hooks.initial().isEmpty()
                || stages.values().stream()
                        .anyMatch(each -> each.update().inputs().containsKey(Place.Single.INITIAL)
                                || each.total().stream()
                                        .anyMatch(total -> total.inputs().containsKey(Place.Single.INITIAL)));
    }

    /** Names of the weights that one program updates together, program by program. */
    public List<List<String>> groupNames() {
        return groups.names();
    }

    /** The rules with a penalty on activations, in the order of their sums. */
    public List<Rule> activityRules() {
        return onActivity;
    }

    public Strategies strategies() {
        return strategies;
    }

    /** What lies on the device. */
    public StepStorage storage() {
        return storage;
    }

    /** Where the updates write the penalties. */
    public PenaltyReport penalties() {
        return updates.penalties();
    }

    /** Where {@link #accounting} writes. */
    public ShareReport shares() {
        return updates.shares();
    }
}
