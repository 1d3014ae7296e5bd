package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Choice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.device.Philox;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Tanh;
import dev.occam.engine.model.Initialization;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sixty steps of a small network against plain loops in double precision. */
class TrajectoryTest {
    private static final Map<String, Map<String, Object>> OPTIMIZERS = Map.of(
            "sgd", Map.of("lr", 0.1),
            "momentum", Map.of("lr", 0.05, "momentum", 0.9),
            "nesterov", Map.of("lr", 0.05, "momentum", 0.9, "nesterov", true),
            "adam", Map.of("lr", 0.01),
            "rmsprop", Map.of("lr", 0.005),
            "adagrad", Map.of("lr", 0.05));

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "sgd,''",
        "sgd,l2",
        "sgd,decoupled-decay",
        "sgd,l1",
        "sgd,elastic-net",
        "sgd,max-norm",
        "sgd,l2-sp",
        "sgd,dropout",
        "momentum,''",
        "momentum,l2",
        "momentum,decoupled-decay",
        "momentum,l1",
        "momentum,elastic-net",
        "momentum,max-norm",
        "momentum,l2-sp",
        "momentum,dropout",
        "nesterov,''",
        "nesterov,l2",
        "nesterov,decoupled-decay",
        "nesterov,l1",
        "nesterov,elastic-net",
        "nesterov,max-norm",
        "nesterov,l2-sp",
        "nesterov,dropout",
        "adam,''",
        "adam,l2",
        "adam,decoupled-decay",
        "adam,l1",
        "adam,elastic-net",
        "adam,max-norm",
        "adam,l2-sp",
        "adam,dropout",
        "rmsprop,''",
        "rmsprop,l2",
        "rmsprop,decoupled-decay",
        "rmsprop,l1",
        "rmsprop,elastic-net",
        "rmsprop,max-norm",
        "rmsprop,l2-sp",
        "rmsprop,dropout",
        "adagrad,''",
        "adagrad,l2",
        "adagrad,decoupled-decay",
        "adagrad,l1",
        "adagrad,elastic-net",
        "adagrad,max-norm",
        "adagrad,l2-sp",
        "adagrad,dropout"
    })
    void sixtyStepsEqualTheDoublePrecisionReference(String optimizer, String rule) {
        List<float[]> trained = SmallRuns.weights(SmallRuns.train(spec(optimizer, rule)));
        double[][] expected = reference(optimizer, rule);

        for (int i = 0; i < expected.length; i++) {
            double largest = Arrays.stream(expected[i]).map(Math::abs).max().orElseThrow();
            for (int j = 0; j < expected[i].length; j++) {
                assertThat((double) trained.get(i)[j])
                        .as("weight %d, value %d", i, j)
                        .isCloseTo(expected[i][j], org.assertj.core.api.Assertions.within(1e-5 * largest));
            }
        }
    }

    private static double strength(String rule) {
        return switch (rule) {
            case "max-norm" -> 0.8;
            case "dropout" -> 0.3;
            case "l1", "elastic-net" -> 0.003;
            default -> 0.05;
        };
    }

    private static TrainingSpec spec(String optimizer, String rule) {
        boolean sgd = optimizer.equals("momentum") || optimizer.equals("nesterov");
        TrainingSpecBuilder builder =
                SmallRuns.sixtySteps().optimizer(sgd ? "sgd" : optimizer, OPTIMIZERS.get(optimizer));
        double strength = strength(rule);
        return switch (rule) {
            case "" -> builder.build();
            case "max-norm" ->
                builder.regularizer(rule, Map.of("limit", strength)).build();
            case "elastic-net" ->
                builder.regularizer(rule, Map.of("l1", strength, "l2", 2 * strength))
                        .build();
            case "dropout" ->
                builder.regularizer(new RegularizerChoice(
                                Choice.of(rule, Map.of("drop", strength)), List.of(), Optional.of("1")))
                        .build();
            default -> builder.regularizer(rule, Map.of("lambda", strength)).build();
        };
    }

    private static double[][] reference(String optimizer, String rule) {
        Dataset data = SmallRuns.data(SmallRuns.EXAMPLES, 1);
        double[][] weights = initial();
        DoubleMlp mlp = new DoubleMlp(SmallRuns.INPUTS, SmallRuns.HIDDEN, SmallRuns.CLASSES, weights);
        double rate = (double) OPTIMIZERS.get(optimizer).get("lr");
        List<DoubleStep> steps = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean isWeight = i % 2 == 0;
            int rows = i < 2 ? SmallRuns.HIDDEN : SmallRuns.CLASSES;
            steps.add(new DoubleStep(optimizer, rate, isWeight ? rule : "", strength(rule), rows, weights[i]));
        }
        int number = 0;
        for (int epoch = 0; epoch < 20; epoch++) {
            for (int start = 0; start < data.size(); start += SmallRuns.BATCH) {
                number++;
                int end = Math.min(start + SmallRuns.BATCH, data.size());
                double[][] gradients = mlp.gradients(
                        rows(data, start, end), labels(data, start, end), masks(rule, end - start, number));
                for (int i = 0; i < 4; i++) {
                    steps.get(i).update(weights[i], gradients[i], number);
                }
            }
        }
        return weights;
    }

    private static double[][] initial() {
        Network network = new Network(
                List.of(
                        new ModelLayer(0, "0", new Dense(SmallRuns.HIDDEN, true)),
                        new ModelLayer(1, "1", new Tanh()),
                        new ModelLayer(2, "2", new Dense(SmallRuns.CLASSES, true))),
                List.of(SmallRuns.INPUTS));
        return network.weights().stream()
                .map(weight -> wide(Initialization.values(weight, 42)))
                .toArray(double[][]::new);
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static double[][] rows(Dataset data, int start, int end) {
        double[][] rows = new double[end - start][];
        for (int i = start; i < end; i++) {
            rows[i - start] =
                    wide(Arrays.copyOfRange(data.features(), i * SmallRuns.INPUTS, (i + 1) * SmallRuns.INPUTS));
        }
        return rows;
    }

    private static int[] labels(Dataset data, int start, int end) {
        return Arrays.copyOfRange(((Targets.Classes) data.targets()).labels(), start, end);
    }

    private static double[][] masks(String rule, int examples, int step) {
        double[][] masks = new double[examples][SmallRuns.HIDDEN];
        double keep = 1 - strength("dropout");
        for (int n = 0; n < examples; n++) {
            for (int j = 0; j < SmallRuns.HIDDEN; j++) {
                boolean kept = Philox.uniform(42, 0, step, (long) n * SmallRuns.HIDDEN + j) < (float) keep;
                masks[n][j] = !rule.equals("dropout") ? 1 : kept ? 1 / keep : 0;
            }
        }
        return masks;
    }
}
