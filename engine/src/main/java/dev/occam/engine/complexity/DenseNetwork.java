package dev.occam.engine.complexity;

import java.util.List;

/**
 * A chain of dense layers in double, each but the last followed by max(x, 0).
 *
 * @param layers first to last; each takes what the one before gives
 */
public record DenseNetwork(List<Dense> layers) {
    /**
     * y = Wx + b.
     *
     * @param outputs rows of W
     * @param inputs columns of W
     * @param weight W, row by row
     * @param bias b
     */
    public record Dense(int outputs, int inputs, double[] weight, double[] bias) {
        public Dense {
            if (outputs < 1 || inputs < 1 || weight.length != outputs * inputs || bias.length != outputs) {
                throw new IllegalArgumentException("%d weights and %d biases do not make a layer from %d to %d"
                        .formatted(weight.length, bias.length, inputs, outputs));
            }
        }

        /** Adds Mx to {@code into}, for a matrix M that is stored from {@code start} on in the shape of W. */
        void addProduct(double[] matrix, int start, double[] x, double[] into) {
            for (int row = 0; row < outputs; row++) {
                double sum = 0;
                int at = start + row * inputs;
                for (int column = 0; column < inputs; column++) {
                    sum += matrix[at + column] * x[column];
                }
                into[row] += sum;
            }
        }
    }

    public DenseNetwork {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least one layer");
        }
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i).inputs() != layers.get(i - 1).outputs()) {
                throw new IllegalArgumentException("layer %d takes %d values, but layer %d gives %d"
                        .formatted(
                                i,
                                layers.get(i).inputs(),
                                i - 1,
                                layers.get(i - 1).outputs()));
            }
        }
    }

    /** Number of values in all matrices; biases are not among them. */
    public int weights() {
        return layers.stream().mapToInt(layer -> layer.weight().length).sum();
    }

    int inputs() {
        return layers.get(0).inputs();
    }

    /** What each layer takes, and at the end what the last one gives. */
    double[][] trace(double[] example) {
        double[][] values = new double[layers.size() + 1][];
        values[0] = example;
        for (int i = 0; i < layers.size(); i++) {
            Dense layer = layers.get(i);
            double[] result = layer.bias().clone();
            layer.addProduct(layer.weight(), 0, values[i], result);
            boolean last = i == layers.size() - 1;
            for (int j = 0; j < result.length && !last; j++) {
                result[j] = Math.max(result[j], 0);
            }
            values[i + 1] = result;
        }
        return values;
    }
}
