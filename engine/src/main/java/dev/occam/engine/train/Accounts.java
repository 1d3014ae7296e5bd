package dev.occam.engine.train;

import dev.occam.Accounting;
import dev.occam.EpochReport;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.Timescales;
import dev.occam.engine.step.TrainingPlans;
import java.util.List;
import java.util.Map;

/** What an epoch reports of its rules, read from the device. */
final class Accounts {
    private final TrainingSetup setup;
    private final DeviceMemory memory;
    private final TrainingPlans plans;
    private final Timescales timescales;
    private final float[] penalties;
    private final float[] shares;

    Accounts(TrainingSetup setup, DeviceMemory memory, TrainingPlans plans, Timescales timescales) {
        this.setup = setup;
        this.memory = memory;
        this.plans = plans;
        this.timescales = timescales;
        penalties = new float[plans.penalties().storage().size()];
        shares = new float[plans.shares().storage().size()];
    }

    /**
     * What rules did in the last step of an epoch.
     *
     * @param weights as they are after it
     */
    Accounting accounting(int epoch, float[] weights) {
        memory.read(plans.shares().storage(), shares);
        List<Accounting.WeightAccount> accounts = setup.network().weights().stream()
                .map(weight -> {
                    EpochReport.WeightStatistics size =
                            Statistics.of(weight, plans.storage().layout(), weights);
                    return new Accounting.WeightAccount(
                            weight.name(),
                            size.meanAbs(),
                            size.l2(),
                            size.zeros(),
                            plans.shares().of(weight, shares));
                })
                .toList();
        return new Accounting(
                accounts,
                plans.shares().total(shares),
                timescales.of(epoch, setup.spec().epochs(), setup.rates()::at));
    }

    /** The penalties on weights as they are, and those on activations as they were on average over the epoch. */
    Map<String, Double> penalties(StepRunner runner) {
        memory.read(plans.penalties().storage(), penalties);
        Map<String, Double> byRule = plans.penalties().byRule(penalties);
        List<Rule> onActivity = plans.activityRules();
        for (int i = 0; i < onActivity.size(); i++) {
            byRule.merge(
                    onActivity.get(i).label(),
                    runner.activity(i) / setup.data().train().size(),
                    Double::sum);
        }
        return byRule;
    }
}
