package dev.occam.engine.complexity;

/**
 * The Gauss–Newton matrix G = 1/n Σ JᵢᵀBᵢJᵢ of a mean loss over n examples: Jᵢ is the derivative of the outputs by the
 * weights (not the biases, which are not penalized), Bᵢ the second derivative of the loss by the outputs. Never formed; only
 * its products are. (Schraudolph, Fast Curvature Matrix-Vector Products, 2002.)
 */
public final class GaussNewton implements SymmetricOperator {
    /** The loss of an example. */
    public enum Loss {
        /** Cross-entropy of a softmax: B = diag(p) − ppᵀ. */
        SOFTMAX {
            @Override
            double[] curvature(double[] outputs, double[] direction) {
                double largest = Double.NEGATIVE_INFINITY;
                for (double output : outputs) {
                    largest = Math.max(largest, output);
                }
                double total = 0;
                double[] p = new double[outputs.length];
                for (int k = 0; k < p.length; k++) {
                    p[k] = Math.exp(outputs[k] - largest);
                    total += p[k];
                }
                double mean = 0;
                for (int k = 0; k < p.length; k++) {
                    p[k] /= total;
                    mean += p[k] * direction[k];
                }
                double[] result = new double[p.length];
                for (int k = 0; k < p.length; k++) {
                    result[k] = p[k] * (direction[k] - mean);
                }
                return result;
            }
        },
        /** Half the squared error: B = 1. */
        SQUARED {
            @Override
            double[] curvature(double[] outputs, double[] direction) {
                return direction.clone();
            }
        };

        abstract double[] curvature(double[] outputs, double[] direction);
    }

    private final DenseNetwork network;
    private final Loss loss;
    private final double[][][] traces;

    /** @param examples one after another, as many values each as the network takes */
    public GaussNewton(DenseNetwork network, Loss loss, float[] examples) {
        this.network = network;
        this.loss = loss;
        int width = network.inputs();
        if (examples.length == 0 || examples.length % width != 0) {
            throw new IllegalArgumentException(
                    "%d values do not fill examples of %d".formatted(examples.length, width));
        }
        traces = new double[examples.length / width][][];
        for (int i = 0; i < traces.length; i++) {
            double[] example = new double[width];
            for (int j = 0; j < width; j++) {
                example[j] = examples[i * width + j];
            }
            traces[i] = network.trace(example);
        }
    }

    @Override
    public int size() {
        return network.weights();
    }

    @Override
    public double[] times(double[] v) {
        double[] result = new double[v.length];
        for (double[][] trace : traces) {
            double[] outputs = trace[trace.length - 1];
            addBackward(trace, loss.curvature(outputs, forward(trace, v)), result);
        }
        for (int i = 0; i < result.length; i++) {
            result[i] /= traces.length;
        }
        return result;
    }

    /** Jv: how the outputs change when the weights move along v. */
    private double[] forward(double[][] trace, double[] v) {
        double[] change = new double[network.inputs()];
        int start = 0;
        for (int i = 0; i < network.layers().size(); i++) {
            DenseNetwork.Dense layer = network.layers().get(i);
            double[] next = new double[layer.outputs()];
            if (i > 0) {
                layer.addProduct(layer.weight(), 0, change, next);
            }
            layer.addProduct(v, start, trace[i], next);
            if (i < network.layers().size() - 1) {
                maskInactive(trace[i + 1], next);
            }
            change = next;
            start += layer.weight().length;
        }
        return change;
    }

    /** Adds Jᵀu. */
    private void addBackward(double[][] trace, double[] u, double[] into) {
        double[] gradient = u;
        int end = into.length;
        for (int i = network.layers().size() - 1; i >= 0; i--) {
            DenseNetwork.Dense layer = network.layers().get(i);
            int start = end - layer.weight().length;
            double[] before = new double[layer.inputs()];
            for (int row = 0; row < layer.outputs(); row++) {
                double g = gradient[row];
                if (g == 0) {
                    continue;
                }
                int at = row * layer.inputs();
                for (int column = 0; column < layer.inputs(); column++) {
                    into[start + at + column] += g * trace[i][column];
                    before[column] += g * layer.weight()[at + column];
                }
            }
            if (i > 0) {
                maskInactive(trace[i], before);
            }
            gradient = before;
            end = start;
        }
    }

    private static void maskInactive(double[] active, double[] values) {
        for (int j = 0; j < values.length; j++) {
            if (active[j] <= 0) {
                values[j] = 0;
            }
        }
    }
}
