package dev.occam.testkit;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.Engine;
import dev.occam.TrainedModel;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Role;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A model of which every derivative is known: activations plus a weight and a bias, and a loss that is linear in them. */
final class Probe {
    static final String WEIGHT = "0.weight";
    static final String BIAS = "0.bias";
    static final double RATE = 0.1;
    static final long SEED = 11;

    private Probe() {}

    /** Adds a weight of an example's shape to each example, and a bias along its first axis. */
    public record Shift(double scale) implements Layer {
        public Shift() {
            this(1);
        }

        @Override
        public Tensor forward(Tensor x, Weights weights) {
            Shape example = x.shape().without(List.of(0));
            Initializer start = scale == 0 ? new Initializer.Constant(0) : new Initializer.Normal(scale);
            Shape bias = Shape.of(example.size(0));
            Shape column = Shape.of(IntStream.range(0, example.rank())
                    .map(axis -> axis == 0 ? example.size(0) : 1)
                    .toArray());
            return x.add(weights.weight("weight", example, start, Role.WEIGHT))
                    .add(weights.weight("bias", bias, start, Role.BIAS).reshape(column));
        }
    }

    /** Σ output·target, so that the target is the gradient of the output. */
    public record Slope() implements Loss {
        @Override
        public Kind kind() {
            return Kind.VALUES;
        }

        @Override
        public Tensor loss(Tensor output, Tensor target) {
            return output.mul(target).sum(1);
        }
    }

    /** Multiplies every learning rate with one factor. */
    public record Factor(double factor) implements Schedule {
        public Factor() {
            this(1);
        }

        @Override
        public double factor(long step, long steps, int stepsPerEpoch) {
            return factor;
        }
    }

    /**
     * A run of one step an example.
     *
     * @param gradients of the weight in each step, row by row
     * @param scale of the weights at the start
     */
    static TrainingSpecBuilder run(Shape weight, double[][] gradients, double scale) {
        return model(zeros(weight, gradients), scale).layer("flatten").batch(1);
    }

    /** The same with the weight in two places, so that its gradient is twice the given one. */
    static TrainingSpecBuilder twice(Shape weight, double[][] gradients, double scale) {
        return model(zeros(weight, gradients), scale)
                .layerSameAs("0")
                .layer("flatten")
                .batch(1);
    }

    private static Dataset zeros(Shape weight, double[][] gradients) {
        return new Dataset(
                "zeros", weight.sizes(), new float[gradients.length * weight.elements()], targets(gradients));
    }

    /** Writes a model whose weight has these values, for runs that start from it. */
    static void write(Engine engine, Shape weight, double[] values, Path file) {
        double[] minus = Arrays.stream(values).map(value -> -value).toArray();
        TrainingSpecBuilder step = run(weight, new double[][] {minus}, 0).optimizer("sgd", Map.of("lr", 1.0));
        try (TrainedModel model = Runs.train(engine, step.build()).model()) {
            model.save(file);
        }
    }

    /** A model that begins with {@link Shift}; it needs layers that end in as many columns as the data have. */
    static TrainingSpecBuilder model(Dataset data, double scale) {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data, Optional.empty(), Optional.empty()))
                .layer(new Shift(scale))
                .loss(Choice.of(new Slope()))
                .optimizer("sgd", Map.of("lr", RATE))
                .shuffle(false)
                .seed(SEED)
                .epochs(1)
                .threads(1);
    }

    /** Random gradients that float32 holds exactly. */
    static double[][] gradients(int steps, int size, double scale) {
        Random random = new Random(steps);
        double[][] gradients = new double[steps][];
        for (int step = 0; step < steps; step++) {
            gradients[step] = random.doubles(size, -1, 1)
                    .map(value -> (float) (scale * value))
                    .toArray();
        }
        return gradients;
    }

    static Targets.Values targets(double[][] rows) {
        int width = rows[0].length;
        float[] values = new float[rows.length * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / width][i % width];
        }
        return new Targets.Values(
                values, IntStream.range(0, width).mapToObj(i -> "y" + i).toList());
    }
}
