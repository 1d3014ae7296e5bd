package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.BackendReport;
import dev.occam.Choice;
import dev.occam.Clipping;
import dev.occam.DataChoice;
import dev.occam.Occam;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.device.Availability.Usable;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.regularizer.ActivityL2;
import dev.occam.regularizer.DropConnect;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.GaussianNoise;
import dev.occam.regularizer.GroupLasso;
import dev.occam.regularizer.L2;
import dev.occam.regularizer.MaxNorm;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same run on every backend that is there: the same trajectory, and the same random masks. */
@Tag("every-backend")
class BackendsAgreeTest {
    private static final double TOLERANCE = 1e-5;

    /** x∘w, with w = 0 at the start. */
    public record Gain() implements Layer {
        @Override
        public Tensor forward(Tensor x, Weights weights) {
            return x.mul(
                    weights.weight("gain", x.shape().without(List.of(0)), new Initializer.Constant(0), Role.WEIGHT));
        }
    }

    /** A spec with a name. */
    record Run(String name, TrainingSpecBuilder spec) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Run> runs() {
        return Stream.of(
                new Run(
                        "network with clipping, decay and L1",
                        SmallRuns.sixtySteps()
                                .optimizer("adam", Map.of("lr", 0.01))
                                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                                .regularizer("l1", Map.of("lambda", 0.001))
                                .clipping(new Clipping(0.5, Clipping.Scope.DATA))
                                .shuffle(true)),
                new Run(
                        "momentum and a cosine",
                        SmallRuns.sixtySteps()
                                .optimizer("sgd", Map.of("lr", 0.1, "momentum", 0.9, "nesterov", true))
                                .schedule(Choice.of("cosine"))),
                new Run(
                        "all kinds of noise",
                        RuleRuns.add(
                                RuleRuns.add(
                                        RuleRuns.add(SmallRuns.sixtySteps(), new Dropout(0.2), "1"),
                                        new GaussianNoise(0.1),
                                        "0"),
                                new DropConnect(0.1),
                                "")),
                new Run("every rule", RuleRuns.everything().epochs(10)),
                new Run("convolution, batch norm and pooling", images().epochs(10)),
                new Run("rules on convolutions and behind a batch norm", ruledImages()));
    }

    private static TrainingSpecBuilder ruledImages() {
        TrainingSpecBuilder spec = images().epochs(5);
        RuleRuns.add(spec, new Dropout(0.2, true), "2");
        RuleRuns.add(spec, new ActivityL2(0.01), "2");
        for (Regularizer rule : List.of(new L2(0.01), new GroupLasso(0.001), new DropConnect(0.1), new MaxNorm(0.5))) {
            RuleRuns.add(spec, rule, "");
        }
        return spec;
    }

    private static TrainingSpecBuilder images() {
        SplittableRandom random = new SplittableRandom(3);
        float[] pixels = new float[24 * 8 * 8];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-1, 1);
        }
        int[] labels = IntStream.range(0, 24).map(i -> i % 3).toArray();
        Dataset data =
                new Dataset("images", List.of(1, 8, 8), pixels, new Targets.Classes(labels, List.of("a", "b", "c")));
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer("conv2d", Map.of("channels", 4, "size", 3, "padding", 1))
                .layer("batch-norm")
                .layer("relu")
                .layer("max-pool", Map.of("size", 2))
                .layer("flatten")
                .layer("dense", Map.of("units", 3))
                // Not one that divides by gradients: those of biases before a batch norm are rounding errors alone.
                .optimizer("sgd", Map.of("lr", 0.05))
                .batch(8)
                .threads(1);
    }

    private static List<String> others() {
        return Occam.engine().backends().stream()
                .filter(report -> report.availability() instanceof Usable)
                .map(BackendReport::name)
                .filter(name -> !name.equals("cpu"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void trajectoriesStayTogether(Run run) {
        List<float[]> expected =
                SmallRuns.weights(SmallRuns.train(run.spec().backend("cpu").build()));
        for (String backend : others()) {
            List<float[]> found = SmallRuns.weights(
                    SmallRuns.train(run.spec().backend(backend).build()));
            for (int weight = 0; weight < expected.size(); weight++) {
                assertThat(distance(expected.get(weight), found.get(weight)))
                        .as("weight %d on %s", weight, backend)
                        .isLessThanOrEqualTo(TOLERANCE);
            }
        }
    }

    /** The largest difference as a fraction of the largest value. */
    private static double distance(float[] expected, float[] found) {
        double largest = 1e-30;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - found[i]));
        }
        return difference / largest;
    }

    @Test
    void masksAreTheSameToTheBit() {
        float[] expected = mask("cpu");
        int kept = (int) IntStream.range(0, expected.length)
                .filter(i -> expected[i] != 0)
                .count();
        assertThat(kept).isBetween(400, 600);
        for (String backend : others()) {
            assertThat(mask(backend)).as(backend).isEqualTo(expected);
        }
    }

    /** A weight after one step, which only those values move that dropout keeps. */
    private static float[] mask(String backend) {
        int size = 1000;
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        List<String> names = IntStream.range(0, size).mapToObj(String::valueOf).toList();
        Dataset data = new Dataset("ones", List.of(size), ones, new Targets.Values(ones, names));
        TrainingSpecBuilder spec = new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer("flatten")
                .layer(new Gain())
                .loss(Choice.of(new HalfSquare()))
                .optimizer("sgd", Map.of("lr", 0.5))
                .fullBatch()
                .epochs(1)
                .backend(backend);
        return SmallRuns.weights(SmallRuns.train(
                        RuleRuns.add(spec, new Dropout(0.5), "0").build()))
                .get(0);
    }
}
