package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.DataChoice;
import dev.occam.Occam;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.LabelSmoothing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules do to the formula of training they do not do to evaluation; what they do not do costs no bit. */
class TrainingOnlyTest {
    private static final TrainingResult STILL = train(still());
    private static final List<Integer> WITHOUT =
            bits(SmallRuns.weights(SmallRuns.train(RuleRuns.residual().build())));

    private static TrainingResult train(TrainingSpecBuilder spec) {
        TrainingResult result = SmallRuns.train(spec.build());
        result.model().close();
        return result;
    }

    private static TrainingSpecBuilder still() {
        return RuleRuns.residual().optimizer("sgd", Map.of("lr", 0.0)).epochs(1);
    }

    static Stream<RuleRuns.Case> inTrainingOnly() {
        return RuleRuns.inTrainingOnly();
    }

    static Stream<RuleRuns.Case> strengths() {
        return RuleRuns.strengths();
    }

    @ParameterizedTest
    @MethodSource("inTrainingOnly")
    void masksAndNoiseAreSeenInTrainingAndNeverAtEvaluation(RuleRuns.Case rule) {
        TrainingResult without = STILL;
        TrainingResult with = train(rule.with(still(), 0.5));

        assertThat(with.history().get(0).train().loss())
                .isNotEqualTo(without.history().get(0).train().loss());
        assertThat(with.history().get(0).validation())
                .isEqualTo(without.history().get(0).validation());
        assertThat(with.train()).isEqualTo(without.train());
        assertThat(with.test()).isPresent().isEqualTo(without.test());
    }

    @Test
    void labelSmoothingLeavesEveryReportedLossAsItIs() {
        TrainingResult without = train(still());
        TrainingResult with = train(RuleRuns.add(still(), new LabelSmoothing(0.3), ""));

        assertThat(with.history().get(0).train())
                .isEqualTo(without.history().get(0).train());
        assertThat(with.history().get(0).validation())
                .isEqualTo(without.history().get(0).validation());
        assertThat(with.test()).isEqualTo(without.test());
    }

    @Test
    void aModelOfSmoothedLabelsSettlesAtTheirProbabilities() {
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(SmallRuns.oneClass())
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .optimizer("sgd", Map.of("lr", 1.0))
                .epochs(200)
                .fullBatch()
                .threads(1);
        TrainingResult result =
                SmallRuns.train(RuleRuns.add(spec, new LabelSmoothing(0.3), "").build());

        double loss = result.train().loss();
        result.model().close();
        assertThat(Math.exp(-loss)).isCloseTo(0.8, within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("strengths")
    void aStrengthOfZeroChangesNoBit(RuleRuns.Case rule) {
        List<float[]> with = SmallRuns.weights(
                SmallRuns.train(rule.with(RuleRuns.residual(), 0).build()));

        assertThat(bits(with)).isEqualTo(WITHOUT);
    }

    @ParameterizedTest
    @MethodSource("strengths")
    void aStrengthThatIsNotZeroChangesTheWeights(RuleRuns.Case rule) {
        List<float[]> with = SmallRuns.weights(
                SmallRuns.train(rule.with(RuleRuns.residual(), 0.3).build()));

        assertThat(bits(with)).isNotEqualTo(WITHOUT);
    }

    @Test
    void allRulesTogetherGiveTheSameBitsOnOneThreadAndTwo() {
        List<float[]> one = SmallRuns.weights(
                SmallRuns.train(RuleRuns.everything().threads(1).build()));
        List<float[]> two = SmallRuns.weights(
                SmallRuns.train(RuleRuns.everything().threads(2).build()));

        assertThat(bits(two)).isEqualTo(bits(one));
        for (float[] weight : one) {
            for (float value : weight) {
                assertThat(value).isFinite();
            }
        }
    }

    private static List<Integer> bits(List<float[]> weights) {
        return weights.stream()
                .flatMap(weight -> {
                    Integer[] raw = new Integer[weight.length];
                    Arrays.setAll(raw, i -> Float.floatToRawIntBits(weight[i]));
                    return Arrays.stream(raw);
                })
                .toList();
    }

    /** Forward and backward draw the mask anew; kept, it would take 4 bytes for each value behind which it stands. */
    @Test
    void dropoutKeepsNoMask() {
        TrainingSpecBuilder plain = new TrainingSpecBuilder()
                .data(new DataChoice.Given(SmallRuns.data(256, 1), Optional.empty(), Optional.empty()))
                .layer("dense", Map.of("units", 512))
                .layer("relu")
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .batch(256);
        long without = memory(plain.build());

        long with = memory(RuleRuns.add(plain, new Dropout(0.5), "0").build());

        assertThat(with - without).isLessThan(256 * 512); // a byte a value
    }

    private static long memory(TrainingSpec spec) {
        return Occam.engine().explain(spec).memoryBytes().values().stream()
                .mapToLong(bytes -> bytes)
                .sum();
    }
}
