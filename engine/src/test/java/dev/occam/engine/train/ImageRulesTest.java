package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.Choice;
import dev.occam.Coverage;
import dev.occam.DataChoice;
import dev.occam.Explanation;
import dev.occam.Occam;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.builtin.Conv2d;
import dev.occam.engine.builtin.Residual;
import dev.occam.engine.builtin.Tanh;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.regularizer.ActivityL1;
import dev.occam.regularizer.ActivityL2;
import dev.occam.regularizer.AlphaDropout;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.DropConnect;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.ElasticNet;
import dev.occam.regularizer.GaussianDropout;
import dev.occam.regularizer.GaussianNoise;
import dev.occam.regularizer.GradientNoise;
import dev.occam.regularizer.GroupLasso;
import dev.occam.regularizer.L1;
import dev.occam.regularizer.L2;
import dev.occam.regularizer.L2Sp;
import dev.occam.regularizer.LabelSmoothing;
import dev.occam.regularizer.MaxNorm;
import dev.occam.regularizer.NonNegative;
import dev.occam.regularizer.Orthogonal;
import dev.occam.regularizer.StochasticDepth;
import dev.occam.regularizer.UnitNorm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All rules on convolutions, behind normalizations and in residual layers of them. Other backends train some of them together
 * in {@link BackendsAgreeTest}, because each rule needs kernels of its own.
 */
class ImageRulesTest {
    private static final int CHANNELS = 4;
    private static final int VALUES = 9;
    private static final List<float[]> WITHOUT = weights(images());

    /** A rule, and the layer behind which it acts. */
    record Case(Regularizer rule, String after) {
        @Override
        public String toString() {
            return rule.toString();
        }
    }

    static Stream<Case> rules() {
        Stream<Regularizer> onWeights = Stream.of(
                new L2(0.1),
                new DecoupledDecay(0.1),
                new L1(0.01),
                new ElasticNet(0.01, 0.1),
                new GroupLasso(0.01),
                new L2Sp(0.1),
                new Orthogonal(0.01),
                new MaxNorm(0.3),
                new UnitNorm(),
                new NonNegative(),
                new DropConnect(0.2),
                new GradientNoise(0.01, 0.55));
        Stream<Regularizer> behindTheNorm = Stream.of(
                new Dropout(0.3),
                new Dropout(0.3, true),
                new AlphaDropout(0.3),
                new GaussianDropout(0.3),
                new GaussianNoise(0.1),
                new ActivityL1(0.01),
                new ActivityL2(0.01));
        return Stream.of(
                        onWeights.map(rule -> new Case(rule, "")),
                        behindTheNorm.map(rule -> new Case(rule, "2")),
                        Stream.of(new Case(new StochasticDepth(0.5), "3"), new Case(new LabelSmoothing(0.1), "")))
                .flatMap(cases -> cases);
    }

    /** conv2d, batch-norm, relu, a residual layer of a convolution, flatten, dense. */
    private static TrainingSpecBuilder images() {
        SplittableRandom random = new SplittableRandom(3);
        float[] pixels = new float[24 * 36];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-1, 1);
        }
        int[] labels = IntStream.range(0, 24).map(i -> i % 3).toArray();
        Dataset data =
                new Dataset("images", List.of(1, 6, 6), pixels, new Targets.Classes(labels, List.of("a", "b", "c")));
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer("conv2d", Map.of("channels", CHANNELS, "size", 3, "padding", 1))
                .layer("batch-norm")
                .layer("relu")
                .layer(new Residual(List.of(new Conv2d(CHANNELS, 3, 1, "same", 1, true), new Tanh())))
                .layer("flatten")
                .layer("dense", Map.of("units", 3))
                .optimizer("sgd", Map.of("lr", 0.05))
                .epochs(2)
                .batch(8)
                .threads(1);
    }

    private static List<float[]> weights(TrainingSpecBuilder spec) {
        return SmallRuns.weights(SmallRuns.train(spec.build()));
    }

    private static float[] convolution(Regularizer rule) {
        return weights(RuleRuns.add(images(), rule, "")).get(0);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleTrainsAConvolutionalNetwork(Case each) {
        List<float[]> trained = weights(RuleRuns.add(images(), each.rule(), each.after()));

        assertThat(trained.get(0)).isNotEqualTo(WITHOUT.get(0));
        for (float[] weight : trained) {
            for (float value : weight) {
                assertThat(value).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatANormalizationLearnsIsNotCovered(Case each) {
        Explanation explanation = Occam.engine()
                .explain(RuleRuns.add(images(), each.rule(), each.after()).build());

        List<Coverage.Row> rows = explanation.start().coverage().rows();
        assertThat(rows)
                .filteredOn(row -> row.role() != Role.WEIGHT)
                .hasSize(5)
                .allMatch(row -> row.rules().isEmpty());
        boolean onWeights = each.after().isEmpty() && !each.rule().name().equals(new LabelSmoothing().name());
        assertThat(rows)
                .filteredOn(row -> row.role() == Role.WEIGHT)
                .hasSize(3)
                .allMatch(row -> row.rules().isEmpty() != onWeights);
    }

    @Test
    void aChannelIsTheUnitOfGroupsAndNorms() {
        float[] none = convolution(new GroupLasso(1));
        float[] limited = convolution(new MaxNorm(0.3));
        float[] unit = convolution(new UnitNorm());

        for (int channel = 0; channel < CHANNELS; channel++) {
            assertThat(norm(none, channel)).isZero();
            assertThat(norm(limited, channel)).isLessThan(0.3 + 1e-6);
            assertThat(norm(unit, channel)).isBetween(1 - 1e-6, 1 + 1e-6);
        }
    }

    private static double norm(float[] weight, int channel) {
        double squares = 0;
        for (int i = 0; i < VALUES; i++) {
            squares += (double) weight[channel * VALUES + i] * weight[channel * VALUES + i];
        }
        return Math.sqrt(squares);
    }

    @Test
    void decayOfAConvolutionBeforeANormalizationIsExplained() {
        Explanation explanation = Occam.engine()
                .explain(RuleRuns.add(images(), new DecoupledDecay(0.1), "").build());

        assertThat(explanation.start().coverage().warnings())
                .singleElement()
                .asString()
                .startsWith("decoupled-decay acts on 0.weight, which a normalization follows");
    }

    /** What decay takes off in one step is ηλ of the first weights: 0.02 of them in the first layer, 0.04 in the last. */
    @Test
    void eachLayerHasTheStrengthOfItsOwnRule() {
        List<float[]> start = weights(SmallRuns.sixtySteps().optimizer("sgd", Map.of("lr", 0.0)));
        List<float[]> without = weights(SmallRuns.sixtySteps().epochs(1).fullBatch());

        List<float[]> with = weights(SmallRuns.sixtySteps()
                .epochs(1)
                .fullBatch()
                .regularizer(decay(0.2, "0"))
                .regularizer(decay(0.4, "2")));

        int[] weightOfLayer = {0, 2};
        double[] fractions = {0.02, 0.04};
        for (int layer = 0; layer < 2; layer++) {
            float[] first = start.get(weightOfLayer[layer]);
            for (int i = 0; i < first.length; i++) {
                double lost = without.get(weightOfLayer[layer])[i] - with.get(weightOfLayer[layer])[i];
                assertThat(lost).isCloseTo(fractions[layer] * first[i], within(1e-6));
            }
        }
    }

    private static RegularizerChoice decay(double lambda, String layer) {
        return new RegularizerChoice(
                Choice.of("decoupled-decay", Map.of("lambda", lambda)), List.of(layer), Optional.empty());
    }
}
