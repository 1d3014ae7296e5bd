package dev.occam.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.engine.builtin.Adam;
import dev.occam.engine.builtin.Sgd;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Step;
import dev.occam.plugin.Unit;
import dev.occam.regularizer.ActivityL2;
import dev.occam.regularizer.AlphaDropout;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.ElasticNet;
import dev.occam.regularizer.GroupLasso;
import dev.occam.regularizer.L2;
import dev.occam.regularizer.MaxNorm;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquivalentsTest {
    private static String of(Optimizer optimizer, Regularizer rule) {
        List<Rule> rules = new RuleSelection(Networks.MIXED, new ArrayList<>())
                .select(List.of(new RuleRequest(rule, List.of(), Optional.empty())));
        return new Equivalents(optimizer, Networks.FACTS).of(rules).get(0);
    }

    @Test
    void aCoupledStrengthIsGivenInTheTermsOfOtherLibraries() {
        assertThat(of(new Sgd(), new L2(0.05, Unit.KERAS)))
                .isEqualTo("l2: lambda* = 0.1; PyTorch SGD(weight_decay=0.1) on these weights alone,"
                        + " Keras regularizers.L2(0.05), scikit-learn alpha=1");
    }

    /** Elsewhere there may be no optimizer of this name, or one whose weight_decay means something else. */
    @Test
    void whereAnOptimizerIsNotKnownElsewhereItIsNotNamed() {
        assertThat(of(new Unknown(), new L2(0.1)))
                .isEqualTo("l2: lambda* = 0.1; Keras regularizers.L2(0.05), scikit-learn alpha=1");
    }

    /** An optimizer by somebody else. */
    public record Unknown() implements Optimizer {
        @Override
        public double learningRate() {
            return 0.1;
        }

        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public Update update(Tensor g, Map<String, Tensor> state, Step step) {
            return new Update(g.mul(step.learningRate()), step.learningRate(), Map.of());
        }
    }

    @Test
    void decoupledDecayIsThatOfAdamWIfItFollowsTheLearningRate() {
        assertThat(of(new Adam(), new DecoupledDecay(0.01)))
                .contains("lambda* = 0.01", "PyTorch AdamW(weight_decay=0.01)");
        assertThat(of(new Adam(), new DecoupledDecay(0.01, Unit.PER_STEP, false)))
                .contains("no constant equivalent");
    }

    /** PyTorch's weight_decay is coupled, which is the same without momentum; Keras's never is. */
    @Test
    void decoupledDecayIsNamedWhereItIsTheSame() {
        assertThat(of(new Sgd(), new DecoupledDecay(0.01)))
                .isEqualTo("decoupled-decay: lambda* = 0.01; PyTorch SGD(weight_decay=0.01), Keras"
                        + " SGD(weight_decay=0.01) on these weights alone");
        assertThat(of(new Sgd(0.1, 0.9, false), new DecoupledDecay(0.01)))
                .isEqualTo("decoupled-decay: lambda* = 0.01; Keras SGD(weight_decay=0.01) on these weights alone");
        assertThat(of(new Unknown(), new DecoupledDecay(0.01))).contains("has it, but for Adam");
    }

    @Test
    void cautiousDecayHasNoEquivalent() {
        assertThat(of(new Adam(), new DecoupledDecay(0.01, Unit.PER_LR, true)))
                .isEqualTo(
                        "decoupled-decay: takes off 0.001 of a weight in a step at the highest learning rate, but only"
                                + " where the update does; no exact equivalent");
    }

    @Test
    void theFactorBetweenTwoDefinitionsIsAppliedToTheNumber() {
        assertThat(after(new ActivityL2(0.1))).isEqualTo("activity-l2: Keras ActivityRegularization(l2=0.05)");
        assertThat(after(new AlphaDropout(0.1)))
                .isEqualTo("alpha-dropout: PyTorch nn.AlphaDropout(p=0.1), Keras AlphaDropout(rate=0.1)");
    }

    @Test
    void dropoutOfChannelsIsAnotherRuleElsewhere() {
        assertThat(after(new Dropout(0.2, true))).isEqualTo("dropout: PyTorch nn.Dropout2d(p=0.2) for images");
    }

    @Test
    void theElasticNetIsThatOfScikitLearn() {
        assertThat(of(new Sgd(), new ElasticNet(0.03, 0.01)))
                .isEqualTo(
                        "elastic-net: scikit-learn ElasticNet(alpha=0.04, l1_ratio=0.75) for mean squared error halved");
    }

    /** η is 0.1 at its highest in batches of 10 of 100 examples. */
    @ParameterizedTest
    @CsvSource({"CANONICAL, .1", "KERAS, .05", "SUM_OF_SQUARES, .05", "SKLEARN, 1", "PER_DATASET, 10"})
    void everyUnitOfAPenaltyHasItsEquivalents(Unit unit, double lambda) {
        assertThat(of(new Sgd(), new L2(lambda, unit)))
                .contains("lambda* = 0.1;", "weight_decay=0.1", "regularizers.L2(0.05)", "alpha=1");
    }

    @ParameterizedTest
    @CsvSource({"PER_LR, .1", "PER_SCHEDULE, .01", "TIMESCALE_STEPS, 100", "TIMESCALE_EPOCHS, 10"})
    void everyUnitOfDecayThatFollowsTheLearningRateHasItsEquivalents(Unit unit, double lambda) {
        assertThat(of(new Adam(), new DecoupledDecay(lambda, unit, false)))
                .contains("lambda* = 0.1;", "PyTorch AdamW(weight_decay=0.1)", "Keras AdamW(weight_decay=0.1)");
    }

    @ParameterizedTest
    @CsvSource({"PER_STEP, .01", "CORRECTED, .1"})
    void aUnitOfDecayThatDoesNotHasNoConstantOne(Unit unit, double lambda) {
        assertThat(of(new Adam(), new DecoupledDecay(lambda, unit, false)))
                .contains("takes off 0.01 of a weight", "no constant equivalent");
    }

    @Test
    void aRuleThatNobodyElseHasSaysSo() {
        assertThat(of(new Sgd(), new GroupLasso(0.1))).isEqualTo("group-lasso: no exact equivalent");
    }

    private static String after(Regularizer rule) {
        List<Rule> rules = new RuleSelection(Networks.MIXED, new ArrayList<>())
                .select(List.of(new RuleRequest(rule, List.of(), Optional.of("1"))));
        return new Equivalents(new Sgd(), Networks.FACTS).of(rules).get(0);
    }

    @Test
    void aConstraintIsNamedWithItsAxis() {
        assertThat(of(new Adam(), new MaxNorm(2))).contains("torch.renorm(w, p=2, dim=0, maxnorm=2)");
    }
}
