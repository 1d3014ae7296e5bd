package dev.occam.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Clipping;
import dev.occam.engine.builtin.Adam;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Gelu;
import dev.occam.engine.builtin.Relu;
import dev.occam.engine.builtin.Sgd;
import dev.occam.engine.builtin.SoftmaxCrossEntropy;
import dev.occam.engine.builtin.Tanh;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.rule.RuleRequest;
import dev.occam.engine.rule.RuleSelection;
import dev.occam.engine.rule.RunFacts;
import dev.occam.engine.rule.StepScalars;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.L1;
import dev.occam.regularizer.L2;
import dev.occam.regularizer.L2Sp;
import dev.occam.regularizer.MaxNorm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
                new RunFacts(0.1, 0.1, 8, 100, 13),
                Strategies.NONE);
    }

    private static List<Integer> kernels(TrainingPlans plans) {
        return plans.updates(true).stream().map(plan -> plan.kernels().size()).toList();
    }

    /** A network of dense layers with an activation between them, and its step without rules. */
    private static TrainingPlans standard(Layer activation, int inputs, int... units) {
        List<ModelLayer> layers = new ArrayList<>();
        for (int i = 0; i < units.length; i++) {
            layers.add(new ModelLayer(layers.size(), String.valueOf(layers.size()), new Dense(units[i], true)));
            if (i < units.length - 1) {
                layers.add(new ModelLayer(layers.size(), String.valueOf(layers.size()), activation));
            }
        }
        return new TrainingPlans(
                new Network(layers, List.of(inputs)),
                List.of(),
                new Adam(),
                new SoftmaxCrossEntropy(),
                new TargetForm(Loss.Kind.CLASSES, units[units.length - 1]),
                Optional.empty(),
                StepScalars.create(),
                new RunFacts(0.1, 0.1, 8, 100, 13),
                Strategies.NONE);
    }

    static Stream<Arguments> standardModels() {
        return Stream.of(
                // A product a layer forward, one for its weight's gradient, one for its input's but for the first
                // layer's;
                // a sum for each bias; softmax with its loss and gradient; the sums of losses and of right classes.
                Arguments.of("64-32-10", new Relu(), new int[] {64, 32, 10}, 5 + 2 + 2),
                Arguments.of("64-128-128-10", new Relu(), new int[] {64, 128, 128, 10}, 8 + 3 + 2),
                Arguments.of("784-256-128-100-10", new Tanh(), new int[] {784, 256, 128, 100, 10}, 11 + 4 + 2),
                Arguments.of("16-8-4", new Gelu(), new int[] {16, 8, 4}, 5 + 2 + 2),
                Arguments.of("16-4", new Relu(), new int[] {16, 4}, 2 + 1 + 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("standardModels")
    void aStepOfAStandardModelRunsThisManyPrograms(String name, Layer activation, int[] sizes, int programs) {
        TrainingPlans plans = standard(activation, sizes[0], Arrays.copyOfRange(sizes, 1, sizes.length));
        assertThat(plans.forward(8).kernels()).as(plans.forward(8).listing()).hasSize(programs);
        assertThat(kernels(plans)).containsExactly(1);
    }

    @Test
    void anOptimizerAndTwoRulesBecomeOneProgramWithStateAndPenalties() {
        Network network = new Network(List.of(new ModelLayer(0, "0", new Dense(3, false))), List.of(4));
        TrainingPlans plans = new TrainingPlans(
                network,
                new RuleSelection(network, new ArrayList<>())
                        .select(List.of(
                                new RuleRequest(new L2(0.25), List.of(), Optional.empty()),
                                new RuleRequest(new L1(0.5), List.of(), Optional.empty()))),
                new Sgd(0.125, 0.5, false),
                new SoftmaxCrossEntropy(),
                new TargetForm(Loss.Kind.CLASSES, 3),
                Optional.empty(),
                StepScalars.create(),
                new RunFacts(0.1, 0.1, 8, 100, 13),
                Strategies.NONE);

        assertThat(plans.updates(true)).hasSize(1);
        assertThat(plans.updates(true).get(0).listing()).isEqualTo("""
                program update [12] reduce last 1
                  %0 = load b0[i0]
                  %1 = constant 0.5
                  %2 = mul %0 %1
                  %3 = load b1[i0]
                  %4 = constant 0.25
                  %5 = load b2[i0]
                  %6 = mul %4 %5
                  %7 = add %3 %6
                  %8 = add %2 %7
                  %9 = constant 8.4703295E-22
                  %10 = add %8 %9
                  %11 = sub %10 %9
                  %12 = scalar s0
                  %13 = mul %8 %12
                  %14 = sub %5 %13
                  %15 = scalar s1
                  %16 = sub %14 %15
                  %17 = abs %16
                  %18 = add %16 %17
                  %19 = add %14 %15
                  %20 = abs %19
                  %21 = sub %19 %20
                  %22 = add %18 %21
                  %23 = mul %22 %1
                  %24 = add %23 %9
                  %25 = sub %24 %9
                  %26 = mul %25 %25
                  %27 = reduce-sum %26
                  %28 = constant 0.125
                  %29 = mul %27 %28
                  %30 = abs %25
                  %31 = reduce-sum %30
                  %32 = mul %31 %1
                  store b0[i0] %11
                  store b2[i0] %25
                  store b3[0] %29
                  store b3[1] %32
                """);
    }

    @Test
    void anUpdateThatReportsNothingWritesNoPenalties() {
        TrainingPlans plans = plans(Optional.empty(), new L2(0.1));
        assertThat(plans.updates(true).get(0).listing()).contains("reduce-sum");
        assertThat(plans.updates(false).get(0).listing()).doesNotContain("reduce-sum");
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
        assertThat(with.updates(true).stream().map(Plan::listing).toList())
                .isEqualTo(without.updates(true).stream().map(Plan::listing).toList());
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
        assertThat(plans.updates(true).stream().map(Plan::name)).containsExactly("total gradient", "clip", "update");
        assertThat(kernels(plans)).containsExactly(1, 1, 2);
    }

    @Test
    void whatIsFrozenHasNoGradientAndNoUpdate() {
        TrainingPlans trained = withFirst(Set.of());
        TrainingPlans frozen = withFirst(EnumSet.allOf(Role.class));
        // No product for a gradient is left but that of the last weight, and no sum but that of its bias.
        assertThat(trained.forward(8).kernels()).hasSize(8 + 3 + 2);
        assertThat(frozen.forward(8).kernels()).as(frozen.forward(8).listing()).hasSize(4 + 1 + 2);
        assertThat(frozen.groupNames()).containsExactly(List.of("4.weight", "4.bias"));
        assertThat(frozen.storage().gradients().size()).isEqualTo(32 * 10 + 10);
        assertThat(frozen.storage().weights().size()).isEqualTo(64 * 32 + 32 + 32 * 32 + 32 + 32 * 10 + 10);
        assertThat(kernels(frozen)).containsExactly(1);
    }

    /** Three dense layers, of which the first two are frozen. */
    private static TrainingPlans withFirst(Set<Role> frozen) {
        List<ModelLayer> layers = List.of(
                new ModelLayer(0, "0", new Dense(32, true), frozen, Optional.empty()),
                new ModelLayer(1, "1", new Relu()),
                new ModelLayer(2, "2", new Dense(32, true), frozen, Optional.empty()),
                new ModelLayer(3, "3", new Relu()),
                new ModelLayer(4, "4", new Dense(10, true)));
        return new TrainingPlans(
                new Network(layers, List.of(64)),
                List.of(),
                new Adam(),
                new SoftmaxCrossEntropy(),
                new TargetForm(Loss.Kind.CLASSES, 10),
                Optional.empty(),
                StepScalars.create(),
                new RunFacts(0.1, 0.1, 8, 100, 13),
                Strategies.NONE);
    }

    @Test
    void initialWeightsAreKeptForTheRulesThatUseThem() {
        assertThat(plans(Optional.empty(), new L2Sp(0.1)).usesInitial()).isTrue();
        assertThat(plans(Optional.empty(), new L2(0.1)).usesInitial()).isFalse();
    }
}
