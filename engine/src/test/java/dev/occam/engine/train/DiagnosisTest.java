package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.EarlyStopping;
import dev.occam.Finding;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.Safetensors;
import dev.occam.engine.file.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that were built to have a defect, and healthy ones. */
class DiagnosisTest {
    private static final int INPUTS = 6;

    @TempDir
    private Path folder;

    /** Three clouds that overlap a little; a part of the labels is redrawn. */
    private static Dataset clouds(int examples, long seed, double redrawn) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] features = new float[examples * INPUTS];
        int[] labels = new int[examples];
        for (int i = 0; i < examples; i++) {
            int cloud = random.nextInt(3);
            for (int j = 0; j < INPUTS; j++) {
                double noise =
                        Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
                features[i * INPUTS + j] = (float) (noise + (j % 3 == cloud ? 2 : 0));
            }
            labels[i] = random.nextDouble() < redrawn ? random.nextInt(3) : cloud;
        }
        return new Dataset("clouds", List.of(INPUTS), features, new Targets.Classes(labels, List.of("a", "b", "c")));
    }

    private static TrainingSpecBuilder spec(long seed, int examples, double redrawn) {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(
                        clouds(examples, seed, redrawn),
                        Optional.of(clouds(300, seed + 1000, redrawn)),
                        Optional.empty()))
                .layer("dense", Map.of("units", 24))
                .layer("relu")
                .layer("dense", Map.of("units", 3))
                .optimizer("adam", Map.of("lr", 0.01))
                .epochs(20)
                .batch(32)
                .seed(seed)
                .threads(1);
    }

    private static List<Finding> diagnosis(TrainingSpecBuilder spec) {
        TrainingResult result = SmallRuns.train(spec.build());
        result.model().close();
        return result.diagnosis();
    }

    private static Finding only(TrainingSpecBuilder spec) {
        List<Finding> findings = diagnosis(spec);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void healthyRunsStayQuiet(long seed) {
        assertThat(diagnosis(spec(seed, 400, 0).regularizer("decoupled-decay", Map.of("lambda", 0.01))))
                .isEmpty();
        assertThat(diagnosis(spec(seed, 400, 0.2)
                        .regularizer("l2", Map.of("lambda", 0.003))
                        .schedule(Choice.of("cosine"))))
                .isEmpty();
        assertThat(diagnosis(spec(seed, 400, 0)
                        .optimizer("sgd", Map.of("lr", 0.1))
                        .regularizer("l1", Map.of("lambda", 0.001))
                        .earlyStopping(new EarlyStopping(5, 0, "loss"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aModelThatLearnsRedrawnLabelsByHeartIsUnderRegularized(long seed) {
        Finding finding = only(spec(seed, 80, 0.4).epochs(200));

        assertThat(finding.name()).isEqualTo("under-regularized");
        assertThat(finding.evidence())
                .matches(
                        "The data loss is \\S+ on the training part and \\S+ on the validation part: a gap of \\S+ ± \\S+"
                                + " \\(95 %\\), where a constant prediction loses 1\\.\\S+\\. On the validation part it was least in"
                                + " epoch \\d+ \\(\\S+\\)\\.");
        assertThat(finding.remedy()).contains("lambda times 3 or 10");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void decayThatLeavesNothingIsTooMuch(long seed) {
        Finding finding = only(spec(seed, 400, 0).regularizer("decoupled-decay", Map.of("lambda", 30.0)));

        assertThat(finding.name()).isEqualTo("over-regularized");
        assertThat(finding.verdict()).contains("hardly better than a constant prediction");
        assertThat(finding.evidence()).contains("the part of decoupled-decay in the last step is");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void decayThatLargerWeightsWouldUndoIsTooMuch(long seed) {
        Finding finding = only(spec(seed, 400, 0).regularizer("decoupled-decay", Map.of("lambda", 3.0)));

        assertThat(finding.name()).isEqualTo("over-regularized");
        assertThat(finding.evidence()).startsWith("Weights 1.1 times as large lower its data loss from");
        assertThat(finding.remedy()).isEqualTo("Try a weaker decoupled-decay: lambda divided by 3 or 10.");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void decayPerStepUnderAFallingLearningRateOutlastsLearning(long seed) {
        Finding finding = only(spec(seed, 400, 0)
                .schedule(Choice.of("cosine"))
                .regularizer("decoupled-decay", Map.of("lambda", 0.02, "unit", "per-step")));

        assertThat(finding.name()).isEqualTo("decay-outlasts-learning");
        assertThat(finding.evidence())
                .contains("the norm of the weights fell from")
                .contains("weights forget in 50 steps");
        assertThat(finding.remedy()).contains("unit per-lr");
    }

    /** Half of the units start so low that no example reaches them. */
    @Test
    void unitsThatNeverFireAreDead() {
        float[] bias = new float[24];
        Arrays.fill(bias, 0, 12, -100);
        List<NamedTensor> tensors = new ArrayList<>();
        TrainingResult start = SmallRuns.train(
                spec(1, 400, 0).optimizer("sgd", Map.of("lr", 0.0)).epochs(1).build());
        try (var model = start.model()) {
            model.weights()
                    .forEach((name, shape) -> tensors.add(
                            new NamedTensor(name, shape.sizes(), name.equals("0.bias") ? bias : model.weight(name))));
        }
        Path file = folder.resolve("start.safetensors");
        Safetensors.write(file, new SafetensorsFile(Map.of(), tensors));

        Finding finding = only(spec(1, 400, 0).init(file));

        assertThat(finding.name()).isEqualTo("dead-units");
        assertThat(finding.evidence())
                .isEqualTo("12 of 24 units of layer 1 (relu) are 0 for every example of the training part.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch-norm", "layer-norm"})
    void decayBeforeANormalizationIsNeutralised(String normalization) {
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(spec(1, 400, 0).build().data())
                .layer("dense", Map.of("units", 24, "bias", false))
                .layer(normalization)
                .layer("relu")
                .layer("dense", Map.of("units", 3))
                .optimizer("adam", Map.of("lr", 0.01))
                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                .epochs(20)
                .batch(32)
                .threads(1);

        Finding finding = only(spec);

        assertThat(finding.name()).isEqualTo("neutralised-decay");
        assertThat(finding.evidence()).startsWith("0.weight times 0.9 changes the loss of training batches from");
        assertThat(finding.remedy()).contains("only sets the effective learning rate");
    }

    @Test
    void earlyStoppingBeforeTheScheduleEndsIsNamed() {
        Finding finding = only(spec(1, 400, 0.3)
                .schedule(Choice.of("cosine"))
                .optimizer("adam", Map.of("lr", 0.03))
                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                .earlyStopping(new EarlyStopping(3, 0, "loss"))
                .epochs(100));

        assertThat(finding.name()).isEqualTo("stopped-before-schedule");
        assertThat(finding.evidence())
                .matches("It stopped after epoch \\d+ of 100 at the learning rate 0.0\\d+;"
                        + " the schedule would have ended at \\S+\\.");
    }

    /** y = x₀ with little noise; the loss of a constant prediction is that of the mean. */
    @Test
    void numbersAreJudgedByWhatTheirMeanLoses() {
        Dataset clouds = clouds(300, 1, 0);
        float[] y = new float[300];
        for (int i = 0; i < y.length; i++) {
            y[i] = 3 * clouds.features()[i * INPUTS];
        }
        Dataset data = new Dataset("line", List.of(INPUTS), clouds.features(), new Targets.Values(y, List.of("y")));
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.of(data), Optional.empty()))
                .layer("dense", Map.of("units", 1))
                .loss("mean-squared-error")
                .optimizer("sgd", Map.of("lr", 0.05))
                .epochs(40)
                .threads(1);

        assertThat(diagnosis(spec)).isEmpty();
        assertThat(only(spec.regularizer("l2", Map.of("lambda", 10.0))).name()).isEqualTo("over-regularized");
    }
}
