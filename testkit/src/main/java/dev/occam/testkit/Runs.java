package dev.occam.testkit;

import dev.occam.BackendReport;
import dev.occam.DataChoice;
import dev.occam.Engine;
import dev.occam.EngineProvider;
import dev.occam.EpochReport;
import dev.occam.LayerChoice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.device.Availability.Usable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;

/** Short runs, and comparisons of what they give. */
final class Runs {
    /** The backend that others are compared with. */
    private static final String ORACLE = new ReferenceBackend().name();

    private Runs() {}

    private static final class Holder {
        private static final Engine ENGINE = Occam.engine();
    }

    /** The engine of the class path. */
    static Engine engine() {
        if (ServiceLoader.load(EngineProvider.class).findFirst().isEmpty()) {
            throw new AssertionError("""
                    This contract trains, but there is no engine on the test class path.
                      Add dev.occam:occam-engine in test scope, and dev.occam:occam-backend-cpu to train as users do.
                      The contract without "Training" in its name checks the formulas alone and needs neither.""");
        }
        return Holder.ENGINE;
    }

    /** Random examples of three classes. */
    static Dataset classes(List<Integer> exampleShape, int examples) {
        int width = exampleShape.stream().reduce(1, (a, b) -> a * b);
        Random random = new Random(7);
        float[] features = new float[examples * width];
        int[] labels = new int[examples];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < examples; i++) {
            labels[i] = random.nextInt(3);
        }
        return new Dataset("random", exampleShape, features, new Targets.Classes(labels, List.of("a", "b", "c")));
    }

    /** Two epochs of three steps each, whose model is still to be said. */
    static TrainingSpecBuilder classification(List<Integer> exampleShape) {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(classes(exampleShape, 28), Optional.empty(), Optional.empty()))
                .optimizer("adam", Map.of("lr", 0.02))
                .validation(0.25)
                .batch(8)
                .epochs(2)
                .threads(1);
    }

    /** The same for layers of their own: all that classifies lies behind them. */
    static TrainingSpecBuilder thenClassify(TrainingSpecBuilder run) {
        return run.layer("flatten").layer("dense", Map.of("units", 3));
    }

    /** The same run of these layers from the weights of a file. */
    static TrainingSpec from(Path file, TrainingSpec spec, List<LayerChoice> model) {
        return new TrainingSpec(
                spec.data(),
                model,
                spec.loss(),
                spec.optimizer(),
                spec.regularizers(),
                spec.strategies(),
                spec.schedule(),
                spec.epochs(),
                spec.batch(),
                spec.validation(),
                spec.earlyStopping(),
                spec.keepBest(),
                spec.clipping(),
                spec.shuffle(),
                spec.seed(),
                spec.backend(),
                spec.threads(),
                Optional.of(file));
    }

    static TrainingResult train(Engine engine, TrainingSpec spec) {
        return engine.train(spec, RunOptions.IN_MEMORY, TrainingListener.NONE);
    }

    /** The weights after a run, by name. */
    static Map<String, float[]> weights(Engine engine, TrainingSpecBuilder spec) {
        return weights(train(engine, spec.build()));
    }

    /** The weights of a result, which is closed. */
    static Map<String, float[]> weights(TrainingResult result) {
        try (TrainedModel model = result.model()) {
            return weights(model);
        }
    }

    static Map<String, float[]> weights(TrainedModel model) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        model.weights().keySet().forEach(name -> weights.put(name, model.weight(name)));
        return weights;
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The weights after a run that is interrupted after its first epoch, and resumed. */
    static Map<String, float[]> interrupted(Engine engine, TrainingSpec spec, Path folder) {
        TrainingListener interrupt = new TrainingListener() {
            @Override
            public void epoch(EpochReport report) {
                throw new Interruption();
            }
        };
        try {
            engine.train(spec, RunOptions.into(folder), interrupt).model().close();
        } catch (Interruption expected) {
            RunOptions resumed = new RunOptions(Optional.of(folder), Optional.of(folder), false);
            return weights(engine.train(spec, resumed, TrainingListener.NONE));
        }
        throw new AssertionError("the engine told its listener of no epoch");
    }

    /** The names of all backends that can run here, the oracle aside. */
    static List<String> backends(Engine engine) {
        return engine.backends().stream()
                .filter(report -> report.availability() instanceof Usable)
                .map(BackendReport::name)
                .filter(name -> !name.equals(ORACLE))
                .toList();
    }

    /** Fails unless every usable backend trains to the same weights, within 1e-5 of the largest of each. */
    static void requireSameOnAllBackends(Engine engine, TrainingSpecBuilder spec) {
        Map<String, float[]> expected = weights(engine, spec.backend(ORACLE));
        for (String backend : backends(engine)) {
            Map<String, float[]> found = weights(engine, spec.backend(backend));
            expected.forEach((name, values) ->
                    requireClose(wide(values), found.get(name), 1e-5, name + " on backend " + backend));
        }
    }

    static boolean same(Map<String, float[]> one, Map<String, float[]> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream().allMatch(name -> Arrays.equals(one.get(name), other.get(name)));
    }

    /** Fails unless both runs gave the same weights to the bit. */
    static void requireSameBits(Map<String, float[]> expected, Map<String, float[]> found, String what) {
        if (!expected.keySet().equals(found.keySet())) {
            throw new AssertionError(
                    "%s: the weights are %s, not %s".formatted(what, found.keySet(), expected.keySet()));
        }
        expected.forEach((name, values) -> requireSameBits(values, found.get(name), what + ": " + name));
    }

    static void requireSameBits(float[] expected, float[] found, String what) {
        int at = Arrays.mismatch(expected, found);
        if (at >= 0) {
            throw new AssertionError("%s, value %d is %s, not %s".formatted(what, at, found[at], expected[at]));
        }
    }

    /** Fails unless no value is further from its expectation than this fraction of the largest. */
    static void requireClose(double[] expected, float[] found, double tolerance, String what) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) <= tolerance * largest + 1e-30)) {
                throw new AssertionError("%s, value %d is %s, but it must be %s, within %s"
                        .formatted(what, i, found[i], expected[i], tolerance * largest));
            }
        }
    }

    static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }
}
