package dev.occam.engine.train;

import dev.occam.Coverage;
import dev.occam.TrainingSpec;
import dev.occam.data.Targets;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.model.Network;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.StepScalars;
import dev.occam.engine.step.Strategies;
import dev.occam.engine.step.TargetForm;
import dev.occam.engine.step.TrainingPlans;
import dev.occam.engine.step.UpdateStages;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import java.util.List;

/**
 * A run in which everything has been chosen and checked, but nothing has been done yet.
 *
 * @param spec what was asked for
 * @param specText the same as YAML, every default written out
 * @param scalars the numbers of a step
 */
public record TrainingSetup(
        TrainingSpec spec,
        String specText,
        PreparedData data,
        Network network,
        Optimizer optimizer,
        Loss loss,
        LearningRates rates,
        TargetForm form,
        List<Rule> rules,
        RunFacts facts,
        Coverage coverage,
        StepScalars scalars,
        Strategies strategies) {
    public TrainingSetup {
        rules = List.copyOf(rules);
    }

    /** The plans of a step. */
    public TrainingPlans plans() {
        return new TrainingPlans(network, rules, optimizer, loss, form, spec.clipping(), scalars, facts, strategies);
    }

    /** Whether the optimizer gives each value of a weight a step size of its own. */
    public boolean isAdaptive() {
        return UpdateStages.isAdaptive(optimizer, scalars, facts);
    }

    /** Steps of the whole run. */
    public long steps() {
        return (long) spec.epochs() * facts.stepsPerEpoch();
    }

    /** Examples in the last batch of an epoch; 0 where it is a full one. */
    public int lastBatch() {
        return facts.trainingSize() % facts.batchSize();
    }

    /** Names of the classes, or of the predicted values. */
    public List<String> columns() {
        return data.train().targets() instanceof Targets.Classes classes
                ? classes.names()
                : ((Targets.Values) data.train().targets()).names();
    }
}
