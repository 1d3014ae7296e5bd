package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Unit;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Tensor;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrengthTest {
    static Stream<Arguments> rules() {
        return Stream.of(
                rule("lambda", L1::new),
                rule("lambda", L2::new),
                rule("lambda", L2Sp::new),
                rule("lambda", DecoupledDecay::new),
                rule("l1", value -> new ElasticNet(value, 1)),
                rule("l2", value -> new ElasticNet(1, value)),
                rule("lambda", GroupLasso::new),
                rule("lambda", Orthogonal::new),
                rule("lambda", ActivityL1::new),
                rule("lambda", ActivityL2::new),
                rule("deviation", GaussianNoise::new),
                rule("variance", value -> new GradientNoise(value, 0.55)),
                rule("decay", value -> new GradientNoise(1, value)));
    }

    private static Arguments rule(String option, DoubleFunction<Regularizer> rule) {
        return Arguments.of(option, rule);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aStrengthThatIsNegativeOrNotFiniteIsRefused(String option, DoubleFunction<Regularizer> rule) {
        refused(() -> rule.apply(-1), option + " must be a finite number >= 0 (" + option + "=-1)");
        refused(() -> rule.apply(Double.NaN), option + " must be a finite number >= 0 (" + option + "=NaN)");
        refused(
                () -> rule.apply(Double.POSITIVE_INFINITY),
                option + " must be a finite number >= 0 (" + option + "=Infinity)");
    }

    static Stream<Regularizer> rulesOfStrengthZero() {
        return Stream.of(
                new L1(0),
                new L2(0),
                new L2Sp(0),
                new DecoupledDecay(0),
                new ElasticNet(0, 0),
                new Dropout(0),
                new GroupLasso(0),
                new Orthogonal(0),
                new ActivityL1(0),
                new ActivityL2(0),
                new AlphaDropout(0),
                new GaussianDropout(0),
                new GaussianNoise(0),
                new DropConnect(0),
                new StochasticDepth(0),
                new LabelSmoothing(0),
                new GradientNoise(0, 1));
    }

    @ParameterizedTest
    @MethodSource("rulesOfStrengthZero")
    void aRuleOfStrengthZeroLeavesEveryFormulaAsItWas(Regularizer rule) {
        FakeSite site = new FakeSite(2, 3);
        Tensor w = site.weight;

        assertThat(rule.gradient(w, site)).isSameAs(w);
        assertThat(rule.prox(w, site.other, site)).isSameAs(w);
        assertThat(rule.project(w, site)).isSameAs(w);
        assertThat(rule.activation(w, site)).isSameAs(w);
        assertThat(rule.branch(w, site)).isSameAs(w);
        assertThat(rule.weight(w, site)).isSameAs(w);
        assertThat(rule.target(w, site)).isSameAs(w);
        Operation zero = new Operation.Constant(0);
        assertThat(rule.penalty(w, site).operation()).isEqualTo(zero);
        assertThat(rule.decay(w, site.other, site).operation()).isEqualTo(zero);
        assertThat(rule.proxPenalty(w, site).operation()).isEqualTo(zero);
        assertThat(rule.activityPenalty(w, site).operation()).isEqualTo(zero);
    }

    static Stream<Arguments> fractions() {
        return Stream.of(
                rule("drop", Dropout::new),
                rule("drop", AlphaDropout::new),
                rule("drop", GaussianDropout::new),
                rule("drop", DropConnect::new),
                rule("drop", StochasticDepth::new),
                rule("alpha", LabelSmoothing::new));
    }

    @ParameterizedTest
    @MethodSource("fractions")
    void aFractionIsBelowOne(String option, DoubleFunction<Regularizer> rule) {
        for (double fraction : new double[] {-0.1, 1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> rule.apply(fraction))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(option + " must be a number >= 0 and < 1 (" + option + "=");
        }
    }

    @Test
    void aLimitIsAboveZero() {
        refused(() -> new MaxNorm(0), "limit must be a finite number > 0 (limit=0)");
        refused(() -> new MaxNorm(Double.NaN), "limit must be a finite number > 0 (limit=NaN)");
    }

    @Test
    void aTimescaleIsAboveZero() {
        refused(
                () -> new DecoupledDecay(0, Unit.TIMESCALE_EPOCHS, false),
                "lambda must be above 0 where it is a timescale (lambda=0)");
        refused(
                () -> new DecoupledDecay(0, Unit.TIMESCALE_STEPS, false),
                "lambda must be above 0 where it is a timescale (lambda=0)");
    }

    @Test
    void aUnitOfTheOtherKindIsRefusedWithTheReason() {
        String noPenalty = ", and under optimizers like Adam no constant turns decay into a penalty";
        refused(
                () -> new L2(1, Unit.PER_LR),
                "unit must be one of [canonical, keras, sum-of-squares, sklearn, per-dataset] (unit=per-lr);"
                        + " per-lr measures decay" + noPenalty);
        refused(
                () -> new L2Sp(1, Unit.PER_STEP),
                "unit must be one of [canonical, keras, sum-of-squares, sklearn, per-dataset] (unit=per-step);"
                        + " per-step measures decay" + noPenalty);
        refused(
                () -> new DecoupledDecay(1, Unit.CANONICAL, false),
                "unit must be one of [per-lr, per-schedule, per-step, corrected, timescale-steps, timescale-epochs]"
                        + " (unit=canonical); canonical measures a penalty, and under optimizers like Adam no constant turns"
                        + " a penalty into decay");
    }

    @Test
    void aStrengthWithoutAUnitCannotBeBuilt() {
        assertThatThrownBy(() -> new L2(1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new L2Sp(1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new DecoupledDecay(1, null, false)).isInstanceOf(NullPointerException.class);
        assertThat(new L2(1).unit()).isEqualTo(Unit.CANONICAL);
        assertThat(new L2Sp(1).unit()).isEqualTo(Unit.CANONICAL);
        assertThat(new DecoupledDecay(1).unit()).isEqualTo(Unit.PER_LR);
    }

    private static void refused(Callable<?> rule, String message) {
        assertThatThrownBy(rule::call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
