package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Choice;
import dev.occam.Clipping;
import dev.occam.DataChoice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingSpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameBitsTest {
    private static TrainingSpecBuilder everything() {
        return SmallRuns.sixtySteps()
                .optimizer("adam", Map.of("lr", 0.01))
                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                .regularizer("l1", Map.of("lambda", 0.001))
                .regularizer(
                        new RegularizerChoice(Choice.of("dropout", Map.of("drop", 0.2)), List.of(), Optional.of("1")))
                .shuffle(true);
    }

    @Test
    void oneThreadAndTwoGiveTheSameBitsAndSoDoesARepeat() {
        String once = SmallRuns.bits(everything().threads(1));
        assertThat(SmallRuns.bits(everything().threads(2))).isEqualTo(once);
        assertThat(SmallRuns.bits(everything().threads(1))).isEqualTo(once);
    }

    @Test
    void workThatIsLargeEnoughToBeSplitGivesTheSameBitsOnTwoThreads() {
        assertThat(SmallRuns.bits(large().threads(2))).isEqualTo(SmallRuns.bits(large().threads(1)));
    }

    private static TrainingSpecBuilder large() {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(SmallRuns.data(1200, 1), Optional.empty(), Optional.empty()))
                .layer("dense", Map.of("units", 300))
                .layer("tanh")
                .layer("dense", Map.of("units", 300))
                .layer("relu")
                .layer("dense", Map.of("units", 3))
                .optimizer("adam", Map.of("lr", 0.01))
                .regularizer("max-norm", Map.of("limit", 1.0))
                .regularizer(
                        new RegularizerChoice(Choice.of("dropout", Map.of("drop", 0.2)), List.of(), Optional.of("1")))
                .clipping(new Clipping(0.1, Clipping.Scope.TOTAL))
                .batch(512)
                .epochs(3);
    }

    @Test
    void anotherSeedGivesOtherWeights() {
        assertThat(SmallRuns.bits(everything().seed(1)))
                .isNotEqualTo(SmallRuns.bits(everything().seed(2)));
    }

    @ParameterizedTest
    @CsvSource({"l2,lambda", "decoupled-decay,lambda", "l1,lambda", "l2-sp,lambda"})
    void aRuleOfStrengthZeroChangesNoBit(String rule, String option) {
        String without = SmallRuns.bits(everything());
        String with = SmallRuns.bits(everything()
                .regularizer(
                        new RegularizerChoice(Choice.of(rule, Map.of(option, 0.0)), List.of("2"), Optional.empty())));
        assertThat(with).isEqualTo(without);
    }

    @Test
    void dropoutOfNothingChangesNoBit() {
        String with = SmallRuns.bits(everything()
                .regularizer(
                        new RegularizerChoice(Choice.of("dropout", Map.of("drop", 0.0)), List.of(), Optional.of("0"))));
        assertThat(with).isEqualTo(SmallRuns.bits(everything()));
    }

    @Test
    void biasesAreLeftAloneUnlessAskedFor() {
        List<float[]> start = SmallRuns.weights(SmallRuns.train(still(List.of())));
        List<float[]> all = SmallRuns.weights(SmallRuns.train(still(List.of("all"))));
        List<float[]> none = SmallRuns.weights(SmallRuns.train(
                SmallRuns.sixtySteps().optimizer("sgd", Map.of("lr", 1e-30)).build()));

        assertThat(start.get(1)).isEqualTo(none.get(1));
        assertThat(start.get(0)).isNotEqualTo(none.get(0));
        assertThat(all.get(1)).isNotEqualTo(none.get(1));
    }

    /** So small a learning rate that only decay per step moves anything. */
    private static dev.occam.TrainingSpec still(List<String> on) {
        return SmallRuns.sixtySteps()
                .optimizer("sgd", Map.of("lr", 1e-30))
                .regularizer(new RegularizerChoice(
                        Choice.of("decoupled-decay", Map.of("lambda", 0.1, "unit", "per-step")), on, Optional.empty()))
                .build();
    }
}
