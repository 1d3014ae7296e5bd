package dev.occam.benchmark.work;

import dev.occam.benchmark.work.NetLayer.Convolution;
import dev.occam.benchmark.work.NetLayer.Dense;
import dev.occam.benchmark.work.NetLayer.MaxPool;
import java.util.List;

/**
 * What the products of a network compute at least.
 *
 * @param forward floating-point operations of one forward pass of a batch
 * @param step those of a training step: forward, and backward to the weights and to every layer's input but the first
 * @param weights of all layers, biases too
 */
public record Cost(double forward, double step, long weights) {
    public static Cost of(Net net) {
        List<Integer> shape = net.exampleShape();
        double forward = 0;
        double step = 0;
        long weights = 0;
        for (NetLayer layer : net.layers()) {
            Outcome outcome = outcome(layer, shape);
            double operations = 2.0 * net.batch() * outcome.multiplications();
            step += (forward == 0 ? 2 : 3) * operations;
            forward += operations;
            weights += outcome.weights();
            shape = outcome.shape();
        }
        return new Cost(forward, step, weights);
    }

    /** What a layer makes of one example, and how. */
    private record Outcome(List<Integer> shape, long multiplications, long weights) {}

    private static Outcome outcome(NetLayer layer, List<Integer> shape) {
        int width = shape.stream().reduce(1, (a, b) -> a * b);
        if (layer instanceof Dense dense) {
            long kernel = (long) width * dense.units();
            return new Outcome(List.of(dense.units()), kernel, kernel + dense.units());
        }
        if (layer instanceof Convolution convolution) {
            int height = shape.get(1);
            int columns = shape.get(2);
            long kernel = (long) convolution.channels() * shape.get(0) * convolution.size() * convolution.size();
            return new Outcome(
                    List.of(convolution.channels(), height, columns),
                    kernel * height * columns,
                    kernel + convolution.channels());
        }
        if (layer instanceof MaxPool) {
            return new Outcome(List.of(shape.get(0), shape.get(1) / 2, shape.get(2) / 2), 0, 0);
        }
        return new Outcome(layer instanceof NetLayer.Flatten ? List.of(width) : shape, 0, 0);
    }
}
