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
import org.junit.jupiter.params.provider.ValueSource;

class StrengthTest {
    static Stream<Arguments> rules() {
        return Stream.of(
                rule("lambda", L1::new),
                rule("lambda", L2::new),
                rule("lambda", L2Sp::new),
                rule("lambda", DecoupledDecay::new),
                rule("l1", value -> new ElasticNet(value, 1)),
                rule("l2", value -> new ElasticNet(1, value)));
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
                new L1(0), new L2(0), new L2Sp(0), new DecoupledDecay(0), new ElasticNet(0, 0), new Dropout(0));
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
        assertThat(rule.weight(w, site)).isSameAs(w);
        assertThat(rule.target(w, site)).isSameAs(w);
        Operation zero = new Operation.Constant(0);
        assertThat(rule.penalty(w, site).operation()).isEqualTo(zero);
        assertThat(rule.decay(w, site.other, site).operation()).isEqualTo(zero);
        assertThat(rule.proxPenalty(w, site).operation()).isEqualTo(zero);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
    void aFractionToDropIsBelowOne(double drop) {
        assertThatThrownBy(() -> new Dropout(drop))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("drop must be a number >= 0 and < 1 (drop=");
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
    void aUnitOfTheOtherKindIsRefused() {
        refused(
                () -> new L2(1, Unit.PER_LR),
                "unit must be one of [canonical, keras, sum-of-squares, sklearn, per-dataset] (unit=per-lr)");
        refused(
                () -> new L2Sp(1, Unit.PER_STEP),
                "unit must be one of [canonical, keras, sum-of-squares, sklearn, per-dataset] (unit=per-step)");
        refused(
                () -> new DecoupledDecay(1, Unit.CANONICAL, false),
                "unit must be one of [per-lr, per-schedule, per-step, corrected, timescale-steps, timescale-epochs]"
                        + " (unit=canonical)");
    }

    private static void refused(Callable<?> rule, String message) {
        assertThatThrownBy(rule::call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
