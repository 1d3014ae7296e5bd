package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.EarlyStopping;
import dev.occam.EpochReport;
import dev.occam.LayerChoice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;
import dev.occam.plugin.Role;
import dev.occam.plugin.Strategy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixup, SAM and averaged weights in whole runs. */
class StrategiesTest {
    /** Bits without strategies, by optimizer. */
    private static final Map<String, String> WITHOUT = new HashMap<>();

    @TempDir
    private Path folder;

    /** ½(a − ta)² + ½(b − tb)² for the weights a and b, a step an epoch. */
    private static TrainingSpecBuilder bowl(double a, double b, double targetA, double targetB) {
        Dataset data = new Dataset(
                "bowl",
                List.of(1),
                new float[] {1},
                new Targets.Values(new float[] {(float) targetA, (float) targetB}, List.of("a", "b")));
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer(new Pair(a, b))
                .loss(Choice.of(new HalfSquare()))
                .optimizer("sgd", Map.of("lr", 0.1))
                .fullBatch()
                .epochs(1)
                .threads(1);
    }

    private static double[] run(TrainingSpecBuilder spec) {
        List<float[]> weights = SmallRuns.weights(SmallRuns.train(spec.build()));
        return new double[] {weights.get(0)[0], weights.get(1)[0]};
    }

    /** g = (3, 4), so w + ½·g/5 = (4.3, 6.4) where the gradient is (3.3, 4.4); λw is that of the weights (4, 6). */
    @ParameterizedTest
    @CsvSource({"0,3.67,5.56", ".2,3.59,5.44"})
    void samTakesTheGradientUphillAndThePenaltysWhereTheWeightsAre(double lambda, double a, double b) {
        double[] w = run(bowl(4, 6, 1, 2).strategy(new Strategy.Sam(0.5)).regularizer("l2", Map.of("lambda", lambda)));

        assertThat(w).containsExactly(new double[] {a, b}, within(1e-6));
    }

    @Test
    void samStaysWhereThereIsNoGradient() {
        assertThat(run(bowl(1, 2, 1, 2).strategy(new Strategy.Sam(0.5)))).containsExactly(1, 2);
    }

    /** Without a penalty w after t steps is 0.9ᵗ; the average counts each half of the next. */
    @Test
    void emaSavesTheAverageThatForgetsTheBeginning() {
        TrainingResult result = SmallRuns.train(
                bowl(1, 1, 0, 0).strategy(new Strategy.Ema(0.5)).epochs(3).build());

        assertThat((double) SmallRuns.weights(result).get(0)[0])
                .isCloseTo((0.9 + 2 * 0.81 + 4 * 0.729) / 7, within(1e-6));
        assertThat(result.train().loss()).isCloseTo(Math.pow((0.9 + 2 * 0.81 + 4 * 0.729) / 7, 2), within(1e-6));
    }

    @Test
    void swaSavesTheEqualAverageOfTheLastEpochs() {
        double[] w = run(bowl(1, 1, 0, 0).strategy(new Strategy.Swa(0.5, 0)).epochs(4));

        assertThat(w[0]).isCloseTo((0.729 + 0.6561) / 2, within(1e-6));
    }

    @Test
    void swaHasALearningRateOfItsOwn() {
        TrainingResult result = SmallRuns.train(
                bowl(1, 1, 0, 0).strategy(new Strategy.Swa(0.5, 0.5)).epochs(4).build());

        assertThat((double) SmallRuns.weights(result).get(0)[0])
                .isCloseTo((0.81 * 0.5 + 0.81 * 0.25) / 2, within(1e-6));
        assertThat(result.history().stream().map(EpochReport::learningRate)).containsExactly(0.1, 0.1, 0.5, 0.5);
    }

    /** The inputs are normalized as they are, in batches of all examples: the statistics are the data's. */
    @Test
    void swaRenewsTheStatisticsOfANormalization() {
        Dataset data = SmallRuns.data(SmallRuns.EXAMPLES, 1);
        double mean = 0;
        for (int i = 0; i < data.size(); i++) {
            mean += data.features()[i * SmallRuns.INPUTS] / (double) data.size();
        }
        TrainingSpec spec = normalized()
                .strategy(new Strategy.Swa(0.5, 0))
                .epochs(2)
                .batch(SmallRuns.EXAMPLES)
                .build();

        try (var model = SmallRuns.train(spec).model()) {
            assertThat((double) model.weight("0.running_mean")[0]).isCloseTo(mean, within(1e-6));
        }
    }

    @Test
    void emaAveragesTheStatisticsOfANormalizationToo() {
        TrainingSpecBuilder spec = normalized().epochs(1).batch(SmallRuns.EXAMPLES);
        float last;
        try (var model = SmallRuns.train(spec.build()).model()) {
            last = model.weight("0.running_mean")[0];
        }
        try (var model =
                SmallRuns.train(spec.strategy(new Strategy.Ema(0.9)).build()).model()) {
            assertThat(model.weight("0.running_mean")[0]).isEqualTo(last);
        }
    }

    private static TrainingSpecBuilder normalized() {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(
                        SmallRuns.data(SmallRuns.EXAMPLES, 1), Optional.of(SmallRuns.data(12, 2)), Optional.empty()))
                .layer("batch-norm")
                .layer("dense", Map.of("units", SmallRuns.HIDDEN))
                .layer("batch-norm")
                .layer("relu")
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .optimizer("adam", Map.of("lr", 0.05))
                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                .regularizer("l1", Map.of("lambda", 0.001))
                .epochs(6)
                .batch(SmallRuns.BATCH)
                .threads(1);
    }

    /** Two examples of one weight: the gradient of a step is that of the mixtures that the draws say. */
    @Test
    void mixupTrainsOnMixturesOfInputsAndTargets() {
        float[] x = {1, 3};
        float[] y = {2, -1};
        Dataset data = new Dataset("two", List.of(1), x, new Targets.Values(y, List.of("y")));
        double[] w = SmallRuns.weights(SmallRuns.train(new TrainingSpecBuilder()
                        .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                        .layer("dense", Map.of("units", 1, "bias", false))
                        .init(folder.resolve("start.safetensors"))
                        .loss(Choice.of(new HalfSquare()))
                        .optimizer("sgd", Map.of("lr", 0.1))
                        .strategy(new Strategy.Mixup(1))
                        .shuffle(false)
                        .fullBatch()
                        .epochs(3)
                        .init(start())
                        .threads(1)
                        .build()))
                .stream()
                .mapToDouble(values -> values[0])
                .toArray();

        Mixing mixing = new Mixing(1, 42, 2);
        double expected = 0.5;
        for (int step = 1; step <= 3; step++) {
            double share = mixing.share(step);
            int[] partner = mixing.partners(step, 2);
            double slope = 0;
            for (int i = 0; i < 2; i++) {
                double input = share * x[i] + (1 - share) * x[partner[i]];
                double target = share * y[i] + (1 - share) * y[partner[i]];
                slope += (expected * input - target) * input / 2;
            }
            expected -= 0.1 * slope;
        }
        assertThat(w[0]).isCloseTo(expected, within(1e-5));
    }

    private Path start() {
        Path file = folder.resolve("start.safetensors");
        dev.occam.engine.file.Safetensors.write(
                file,
                new dev.occam.engine.file.SafetensorsFile(
                        Map.of(),
                        List.of(new dev.occam.engine.file.NamedTensor("0.weight", List.of(1, 1), new float[] {0.5f}))));
        return file;
    }

    private static TrainingSpecBuilder strategies(TrainingSpecBuilder spec, String average) {
        spec.strategy(Choice.of("mixup", Map.of("alpha", 0.4))).strategy(new Strategy.Sam(0.1));
        return spec.strategy(Choice.of(average));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ema", "swa"})
    void allTogetherGiveTheSameBitsOnAnyNumberOfThreads(String average) {
        String once = SmallRuns.bits(strategies(normalized(), average).threads(1));

        assertThat(SmallRuns.bits(strategies(normalized(), average).threads(2))).isEqualTo(once);
        assertThat(SmallRuns.bits(normalized())).isNotEqualTo(once);
    }

    static Stream<Strategy> zeros() {
        return Stream.of(new Strategy.Mixup(0), new Strategy.Sam(0), new Strategy.Ema(0));
    }

    @ParameterizedTest
    @MethodSource("zeros")
    void aStrengthOfZeroChangesNoBit(Strategy strategy) {
        assertThat(SmallRuns.bits(normalized().strategy(strategy))).isEqualTo(SmallRuns.bits(normalized()));
    }

    static Stream<Strategy> each() {
        return Stream.of(new Strategy.Mixup(), new Strategy.Sam(), new Strategy.Ema(0.5), new Strategy.Swa());
    }

    @ParameterizedTest
    @MethodSource("each")
    void eachWorksUnderEveryOptimizer(Strategy strategy) {
        for (String optimizer : List.of("sgd", "adam", "rmsprop", "adagrad")) {
            TrainingSpecBuilder spec =
                    normalized().optimizer(optimizer, Map.of("lr", 0.01)).epochs(2);
            String without = WITHOUT.computeIfAbsent(optimizer, missing -> SmallRuns.bits(spec));

            assertThat(SmallRuns.bits(spec.strategy(strategy)))
                    .isNotEqualTo(without)
                    .doesNotContain("2143289344");
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ema", "swa"})
    void aRunThatIsKilledAfterEveryEpochEndsInTheSameBytes(String average) {
        TrainingSpec spec = strategies(normalized(), average)
                .earlyStopping(new EarlyStopping(4, 0, "loss"))
                .epochs(4)
                .build();
        train(spec, folder.resolve("whole"), false, TrainingListener.NONE);
        for (int epoch = 1; epoch <= 4; epoch++) {
            boolean resume = epoch > 1;
            assertThatThrownBy(() -> train(spec, folder.resolve("parts"), resume, new TrainingListener() {
                        @Override
                        public void epoch(EpochReport report) {
                            throw new Killed();
                        }
                    }))
                    .isInstanceOf(Killed.class);
        }
        train(spec, folder.resolve("parts"), true, TrainingListener.NONE);

        assertThat(folder.resolve("parts/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
    }

    private static void train(TrainingSpec spec, Path run, boolean resume, TrainingListener listener) {
        Optional<Path> from = resume ? Optional.of(run) : Optional.empty();
        Occam.engine()
                .train(spec, new RunOptions(Optional.of(run), from, false), listener)
                .model()
                .close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ema", "swa"})
    void whatIsEvaluatedIsWhatIsSaved(String average) {
        TrainingResult last = SmallRuns.train(strategies(normalized(), average).build());
        last.model().close();
        TrainingResult best =
                SmallRuns.train(strategies(normalized(), average).keepBest(true).build());
        best.model().close();

        assertThat(last.validation()).isEqualTo(last.history().get(5).validation());
        assertThat(best.validation())
                .isEqualTo(best.history().get(best.bestEpoch() - 1).validation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ema", "swa"})
    void whatIsFrozenStaysToTheBitUnderEveryStrategy(String average) {
        List<float[]> start = SmallRuns.weights(SmallRuns.train(
                frozen().optimizer("sgd", Map.of("lr", 0.0)).epochs(1).build()));
        TrainingResult result = SmallRuns.train(strategies(frozen(), average).build());

        assertThat(result.history().get(2).accounting().weights().get(0).shares())
                .isEmpty();
        List<float[]> end = SmallRuns.weights(result);
        assertThat(end.get(0)).isEqualTo(start.get(0));
        assertThat(end.get(1)).isEqualTo(start.get(1));
        assertThat(end.get(2)).isNotEqualTo(start.get(2));
    }

    private static TrainingSpecBuilder frozen() {
        return new TrainingSpecBuilder()
                .data(normalized().build().data())
                .layer(new LayerChoice(Choice.of("dense", Map.of("units", 7)), Optional.empty())
                        .freeze(EnumSet.allOf(Role.class)))
                .layer("relu")
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                .epochs(3)
                .batch(SmallRuns.BATCH)
                .threads(1);
    }

    @Test
    void aCheckpointWithoutAveragesIsRefused() {
        train(normalized().epochs(1).build(), folder.resolve("run"), false, TrainingListener.NONE);
        TrainingSpec other = normalized().strategy(new Strategy.Ema()).build();

        RunOptions accepting = new RunOptions(Optional.of(folder), Optional.of(folder.resolve("run")), true);

        assertThatThrownBy(() -> Occam.engine().train(other, accepting, TrainingListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("holds no averages of the weights, which ema and swa go on from.")
                .hasMessageContaining("Resume with the strategies that the run began with");
    }

    @Test
    void aCheckpointWithoutTheStrategiesOfARunIsRefusedByItsCoverage() {
        train(normalized().epochs(1).build(), folder.resolve("run"), false, TrainingListener.NONE);
        TrainingSpec other = normalized().strategy(new Strategy.Sam()).build();

        assertThatThrownBy(() -> train(other, folder.resolve("run"), true, TrainingListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("other rules act on its weights");
    }

    @Test
    void twoAveragesAndTwoOfAKindAreRefused() {
        assertThatThrownBy(() -> SmallRuns.train(normalized()
                        .strategy(new Strategy.Ema())
                        .strategy(new Strategy.Swa())
                        .strategy(new Strategy.Sam())
                        .strategy(new Strategy.Sam())
                        .build()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("ema and swa both average the weights")
                .hasMessageContaining("strategies: sam is there twice; keep one.");
    }

    @Test
    void strengthsOutOfRangeAreRefusedWithWhatIsAllowed() {
        assertThatThrownBy(() -> new Strategy.Mixup(-1)).hasMessage("alpha must be a finite number >= 0 (alpha=-1)");
        assertThatThrownBy(() -> new Strategy.Sam(Double.NaN)).hasMessage("rho must be a finite number >= 0 (rho=NaN)");
        assertThatThrownBy(() -> new Strategy.Ema(1)).hasMessage("decay must be a number >= 0 and < 1 (decay=1)");
        assertThatThrownBy(() -> new Strategy.Swa(1, 0)).hasMessage("start must be a number >= 0 and < 1 (start=1)");
    }

    @Test
    void explainNamesStrategiesTheirProgramsAndTheirMemory() {
        var explanation = Occam.engine()
                .explain(strategies(normalized().backend("cpu"), "ema").build());

        assertThat(explanation.start().coverage().activations())
                .anyMatch(line -> line.startsWith("mixup: "))
                .anyMatch(line -> line.startsWith("sam: "))
                .anyMatch(line -> line.startsWith("ema: "));
        assertThat(explanation.pipeline()).anyMatch(line -> line.contains("w + 0.1 g / |g|"));
        assertThat(explanation.programs()).anyMatch(program -> program.contains("averaging"));
        assertThat(explanation.memoryBytes().get("ascended weights")).isPositive();
        assertThat(explanation.memoryBytes().get("averages")).isPositive();
        assertThat(explanation.effectiveSpec())
                .contains("strategies: [{mixup: {alpha: 0.4}}, {sam: {rho: 0.1}}, {ema: {decay: 0.999}}]");
    }
}
