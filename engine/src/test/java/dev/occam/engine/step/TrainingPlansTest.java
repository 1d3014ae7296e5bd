package dev.occam.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Clipping;
import dev.occam.engine.builtin.Adam;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.SoftmaxCrossEntropy;
import dev.occam.engine.builtin.Tanh;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.rule.RuleRequest;
import dev.occam.engine.rule.RuleSelection;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.StepScalars;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Regularizer;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.L1;
import dev.occam.regularizer.L2;
import dev.occam.regularizer.L2Sp;
import dev.occam.regularizer.MaxNorm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingPlansTest {
    private static TrainingPlans plans(Optional<Clipping> clipping, Regularizer... rules) {
        Network network = new Network(
                List.of(
                        new ModelLayer(0, "0", new Dense(6, true)),
                        new ModelLayer(1, "1", new Tanh()),
                        new ModelLayer(2, "2", new Dense(3, true))),
                List.of(4));
        List<RuleRequest> requests = Arrays.stream(rules)
                .map(rule -> new RuleRequest(rule, List.of(), Optional.empty()))
                .toList();
        return new TrainingPlans(
                network,
                new RuleSelection(network, new ArrayList<>()).select(requests),
                new Adam(),
                new SoftmaxCrossEntropy(),
                new TargetForm(Loss.Kind.CLASSES, 3),
                clipping,
                StepScalars.create(),
                new RunFacts(0.1, 0.1, 8, 100, 13));
    }

    private static List<Integer> kernels(TrainingPlans plans) {
        return plans.updates().stream().map(plan -> plan.kernels().size()).toList();
    }

    @Test
    void withoutRulesOneProgramUpdatesAllWeights() {
        TrainingPlans plans = plans(Optional.empty());
        assertThat(plans.groupNames()).containsExactly(List.of("0.weight", "0.bias", "2.weight", "2.bias"));
        assertThat(kernels(plans)).containsExactly(1);
    }

    @Test
    void optimizerAndRulesOfAGroupAreOneProgram() {
        TrainingPlans plans = plans(Optional.empty(), new L2(0.1), new DecoupledDecay(0.1), new L1(0.1));
        assertThat(plans.groupNames()).containsExactly(List.of("0.weight", "2.weight"), List.of("0.bias", "2.bias"));
        assertThat(kernels(plans)).containsExactly(2);
    }

    @Test
    void aRuleOfStrengthZeroLeavesTheProgramsAsTheyAre() {
        TrainingPlans without = plans(Optional.empty());
        TrainingPlans with = plans(Optional.empty(), new L2(0), new DecoupledDecay(0), new L1(0), new L2Sp(0));
        assertThat(with.updates().stream().map(Plan::listing).toList())
                .isEqualTo(without.updates().stream().map(Plan::listing).toList());
        assertThat(with.usesInitial()).isFalse();
    }

    @Test
    void aRuleThatNeedsTheShapeUpdatesEachWeightByItself() {
        TrainingPlans plans = plans(Optional.empty(), new MaxNorm(1));
        assertThat(plans.groupNames())
                .containsExactly(List.of("0.weight"), List.of("0.bias", "2.bias"), List.of("2.weight"));
    }

    @Test
    void clippingTheDataGradientNeedsItsNormOnly() {
        assertThat(kernels(plans(Optional.of(new Clipping(1, Clipping.Scope.DATA)), new L2(0.1))))
                .containsExactly(1, 2);
    }

    @Test
    void clippingTheTotalNeedsTheTotalFirst() {
        TrainingPlans plans = plans(Optional.of(new Clipping(1, Clipping.Scope.TOTAL)), new L2(0.1));
        assertThat(plans.updates().stream().map(Plan::name)).containsExactly("total gradient", "clip", "update");
        assertThat(kernels(plans)).containsExactly(1, 1, 2);
    }

    @Test
    void initialWeightsAreKeptForTheRulesThatUseThem() {
        assertThat(plans(Optional.empty(), new L2Sp(0.1)).usesInitial()).isTrue();
        assertThat(plans(Optional.empty(), new L2(0.1)).usesInitial()).isFalse();
    }
}
