package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.Accounting;
import dev.occam.Choice;
import dev.occam.Clipping;
import dev.occam.DataChoice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountingTest {
    /** One step of the weights a and b with the gradients 0.5 and 0 at η = 0.1. */
    private static TrainingSpecBuilder step() {
        Dataset data = new Dataset(
                "constant", List.of(1), new float[] {1}, new Targets.Values(new float[] {.5f, 0}, List.of("a", "b")));
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer(new Pair(1, 2))
                .loss(Choice.of(new Slope()))
                .optimizer("sgd", Map.of("lr", 0.1))
                .fullBatch()
                .epochs(1)
                .threads(1);
    }

    private static Accounting of(TrainingSpecBuilder spec) {
        TrainingResult result = SmallRuns.train(spec.build());
        result.model().close();
        return result.history().get(result.epochs() - 1).accounting();
    }

    /** a loses 0.05 by its gradient and 0.02 by the rule, b loses 0.04 by the rule alone. */
    @ParameterizedTest
    @CsvSource({"l2,lambda,.2", "decoupled-decay,lambda,.2"})
    void aRulesShareIsItsPartOfTheStepOfEachWeight(String rule, String option, double strength) {
        Accounting accounting = of(step().regularizer(rule, Map.of(option, strength)));

        assertThat(accounting.weights())
                .extracting(Accounting.WeightAccount::weight)
                .containsExactly("0.a", "0.b");
        assertThat(accounting.weights().get(0).shares().get(rule)).isCloseTo(.02 / .07, within(1e-5));
        assertThat(accounting.weights().get(1).shares().get(rule)).isCloseTo(1, within(1e-5));
        assertThat(accounting.shares().get(rule)).isCloseTo(Math.hypot(.02, .04) / Math.hypot(.07, .04), within(1e-5));
    }

    @Test
    void aProximalStepAndAProjectionAreCountedByWhatTheyMove() {
        Accounting lasso = of(step().regularizer("l1", Map.of("lambda", 0.5)));
        Accounting limit = of(step().regularizer("max-norm", Map.of("limit", 1.5)));

        assertThat(lasso.weights().get(0).shares().get("l1")).isCloseTo(.5, within(1e-5));
        assertThat(lasso.weights().get(1).shares().get("l1")).isCloseTo(1, within(1e-5));
        assertThat(limit.weights().get(0).shares().get("max-norm")).isCloseTo(0, within(1e-5));
        assertThat(limit.weights().get(1).shares().get("max-norm")).isCloseTo(1, within(1e-5));
    }

    /** The gradients (0.7, 0.4) are clipped to the norm ½; the rule's part with them. */
    @Test
    void aPenaltysPartIsClippedWhereTheTotalIs() {
        Accounting total =
                of(step().regularizer("l2", Map.of("lambda", 0.2)).clipping(new Clipping(0.5, Clipping.Scope.TOTAL)));

        assertThat(total.weights().get(0).shares().get("l2")).isCloseTo(.2 / .7, within(1e-5));
        assertThat(total.weights().get(1).shares().get("l2")).isCloseTo(1, within(1e-5));
    }

    @Test
    void sizesAndZerosAreThoseOfEachWeight() {
        Accounting accounting = of(step().regularizer("l1", Map.of("lambda", 20.0)));

        assertThat(accounting.weights().get(0).zeros()).isEqualTo(1);
        assertThat(accounting.weights().get(0).l2()).isZero();
        assertThat(of(step()).weights().get(1)).isEqualTo(new Accounting.WeightAccount("0.b", 2, 2, 0, Map.of()));
    }

    @Test
    void theTimeInWhichWeightsForgetFollowsTheLearningRate() {
        TrainingSpecBuilder spec = step().regularizer("decoupled-decay", Map.of("lambda", 0.2))
                .regularizer(new RegularizerChoice(Choice.of("l2", Map.of("lambda", 0.1)), List.of(), Optional.empty()))
                .schedule(Choice.of(new Halving()))
                .epochs(2);

        Map<String, Accounting.Timescale> timescales = of(spec).timescales();
        assertThat(timescales.get("decoupled-decay").steps()).isCloseTo(100, within(1e-9));
        assertThat(timescales.get("l2").steps()).isCloseTo(200, within(1e-9));
        assertThat(timescales.get("l2").epochs()).isCloseTo(200, within(1e-9));
        assertThat(of(spec.optimizer("adam", Map.of("lr", 0.1))).timescales()).containsOnlyKeys("decoupled-decay");
    }

    /** Four steps of an epoch at η = 0.1, 0.05, 0.05 and 0.05: the last alone would say 100. */
    @Test
    void theTimeIsThatOfTheMeanStepOfTheEpoch() {
        Dataset four = new Dataset(
                "constant", List.of(1), new float[] {1, 1, 1, 1}, new Targets.Values(new float[8], List.of("a", "b")));
        TrainingSpecBuilder spec = step().data(new DataChoice.Given(four, Optional.empty(), Optional.empty()))
                .batch(1)
                .regularizer("decoupled-decay", Map.of("lambda", 0.2))
                .schedule(Choice.of(new Halving()));

        Accounting.Timescale time = of(spec).timescales().get("decoupled-decay");

        assertThat(time.steps()).isCloseTo(80, within(1e-9));
        assertThat(time.epochs()).isCloseTo(20, within(1e-9));
    }

    @Test
    void whereNothingIsTakenOffThereIsNoTime() {
        TrainingSpecBuilder spec =
                step().regularizer("decoupled-decay", Map.of("lambda", 0.2)).optimizer("sgd", Map.of("lr", 0.0));

        assertThat(of(spec).timescales()).isEmpty();
    }

    /** The cosine is 0 at its end: its last step alone would forget in 10^8 steps and more. */
    @Test
    void atTheEndOfACosineTheTimeIsThatOfItsLastEpoch() {
        TrainingSpecBuilder spec = SmallRuns.sixtySteps()
                .optimizer("sgd", Map.of("lr", 0.1))
                .schedule(Choice.of("cosine"))
                .regularizer("decoupled-decay", Map.of("lambda", 0.1));

        TrainingResult result = SmallRuns.train(spec.build());
        result.model().close();

        double first = result.history()
                .get(0)
                .accounting()
                .timescales()
                .get("decoupled-decay")
                .steps();
        double last = result.history()
                .get(result.epochs() - 1)
                .accounting()
                .timescales()
                .get("decoupled-decay")
                .steps();
        assertThat(last).isGreaterThan(first).isLessThan(1e6);
    }

    @Test
    void countingChangesNoBit() {
        List<float[]> once =
                SmallRuns.weights(SmallRuns.train(counted().epochs(1).build()));
        List<float[]> everyStep = SmallRuns.weights(
                SmallRuns.train(counted().epochs(3).batch(SmallRuns.EXAMPLES).build()));
        List<float[]> whole = SmallRuns.weights(SmallRuns.train(
                counted().data(threeTimes()).epochs(1).batch(SmallRuns.EXAMPLES).build()));

        assertThat(once).isNotEmpty();
        assertThat(everyStep).usingRecursiveComparison().isEqualTo(whole);
    }

    private static TrainingSpecBuilder counted() {
        return SmallRuns.sixtySteps()
                .optimizer("adam", Map.of("lr", 0.01))
                .regularizer("l2", Map.of("lambda", 0.1))
                .regularizer("l1", Map.of("lambda", 0.001))
                .regularizer("max-norm", Map.of("limit", 1.0));
    }

    /** The same examples three times: three steps of all of them in one epoch. */
    private static DataChoice threeTimes() {
        Dataset data = SmallRuns.data(SmallRuns.EXAMPLES, 1);
        int[] labels = ((Targets.Classes) data.targets()).labels();
        float[] features = new float[3 * data.features().length];
        int[] all = new int[3 * labels.length];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(data.features(), 0, features, i * data.features().length, data.features().length);
            System.arraycopy(labels, 0, all, i * labels.length, labels.length);
        }
        return new DataChoice.Given(
                new Dataset(
                        "thrice",
                        List.of(SmallRuns.INPUTS),
                        features,
                        new Targets.Classes(all, List.of("a", "b", "c"))),
                Optional.empty(),
                Optional.empty());
    }
}
