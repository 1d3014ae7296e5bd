package dev.occam.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.engine.builtin.Adam;
import dev.occam.engine.builtin.Sgd;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Unit;
import dev.occam.regularizer.ActivityL1;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.GroupLasso;
import dev.occam.regularizer.L1;
import dev.occam.regularizer.L2;
import dev.occam.regularizer.L2Sp;
import dev.occam.regularizer.MaxNorm;
import dev.occam.regularizer.NonNegative;
import dev.occam.regularizer.UnitNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompositionTest {
    private static Composition of(boolean adam, RunFacts facts, Regularizer... rules) {
        List<RuleRequest> requests = new ArrayList<>();
        for (Regularizer rule : rules) {
            boolean after = rule instanceof Dropout || rule instanceof ActivityL1;
            requests.add(new RuleRequest(rule, List.of(), after ? Optional.of("1") : Optional.empty()));
        }
        List<String> problems = new ArrayList<>();
        List<Rule> selected = new RuleSelection(Networks.MIXED, problems).select(requests);
        assertThat(problems).isEmpty();
        return new Composition(Networks.MIXED, selected, adam ? new Adam() : new Sgd(), adam, facts);
    }

    @Test
    void coupledDecayUnderAdamIsExplained() {
        assertThat(of(true, Networks.FACTS, new L2(0.1)).warnings())
                .anyMatch(line -> line.startsWith("l2 is coupled: adam divides its gradient")
                        && line.contains("decoupled-decay shrinks all weights alike"));
        assertThat(of(false, Networks.FACTS, new L2(0.1)).warnings()).noneMatch(line -> line.contains("is coupled"));
        assertThat(of(true, Networks.FACTS, new L2(0)).warnings()).isEmpty();
    }

    @Test
    void decayOfNormalizedWeightsIsExplained() {
        assertThat(of(true, Networks.FACTS, new DecoupledDecay(0.1)).warnings())
                .containsExactly(
                        "decoupled-decay acts on hidden.weight, which a normalization follows: the size of such a"
                                + " weight does not change the model; decay sets its effective learning rate instead.");
    }

    @Test
    void aProductOfRateAndStrengthOfOneOrMoreIsAnError() {
        assertThat(of(true, Networks.FACTS, new DecoupledDecay(10)).problems())
                .singleElement()
                .asString()
                .contains(
                        "regularizer decoupled-decay: with the learning rate 0.1000 a step takes off 1.000 times the weight")
                .contains("Keep the product of learning rate and lambda below 1");
        assertThat(of(false, Networks.FACTS, new L2(10)).problems()).hasSize(1);
        assertThat(of(true, Networks.FACTS, new DecoupledDecay(9.9)).problems()).isEmpty();
        assertThat(of(false, Networks.FACTS, new L2Sp(100), new L1(100), new MaxNorm(1))
                        .problems())
                .isEmpty();
    }

    @Test
    void decayThatOutlivesTheLearningRateIsExplained() {
        RunFacts falling = new RunFacts(0.1, 1e-5, 10, 100, 10);
        assertThat(of(true, falling, new DecoupledDecay(0.01, Unit.PER_STEP, false))
                        .warnings())
                .anyMatch(
                        line -> line.contains("takes off the same share in every step while the learning rate falls"));
        assertThat(of(true, falling, new DecoupledDecay(0.01)).warnings())
                .noneMatch(line -> line.contains("same share"));
    }

    @Test
    void dropoutBeforeANormalizationIsExplained() {
        assertThat(of(true, Networks.FACTS, new Dropout(0.5)).warnings())
                .singleElement()
                .asString()
                .startsWith("dropout acts right before layer 2 (norm)");
        assertThat(of(true, Networks.FACTS, new Dropout(0), new ActivityL1(1)).warnings())
                .isEmpty();
    }

    @Test
    void twoConstraintsOnOneWeightAreNamedInTheirOrder() {
        assertThat(of(false, Networks.FACTS, new UnitNorm(), new NonNegative()).warnings())
                .containsExactly("unit-norm and non-negative both project hidden.weight, in this order: what the first"
                        + " makes sure of may not hold after the second.");
        assertThat(of(false, Networks.FACTS, new UnitNorm(), new L1(0.1)).warnings())
                .isEmpty();
    }

    @Test
    void twoRulesThatShrinkOneWeightByOneHookAreNamed() {
        assertThat(of(false, Networks.FACTS, new L1(0.1), new L1(0.2)).warnings())
                .contains("l1@weights and l1@weights#2 both shrink hidden.weight by prox: their strengths add up.");
        assertThat(of(false, Networks.FACTS, new L1(0.1), new GroupLasso(0.2)).warnings())
                .contains("l1 and group-lasso both shrink hidden.weight by prox: their strengths add up.");
        assertThat(of(false, Networks.FACTS, new L1(0.1), new L2(0.2)).warnings())
                .noneMatch(line -> line.contains("both shrink"));
    }
}
