package dev.occam.engine.train;

/**
 * A perceptron with one hidden layer of tanh and softmax cross-entropy, with its backward pass written by hand in plain
 * loops and double precision: shares nothing with what it checks.
 */
final class DoubleMlp {
    final int inputs;
    final int hidden;
    final int outputs;
    final double[][] weights;

    /** @param weights hidden weight [hidden, inputs], hidden bias, output weight [outputs, hidden], output bias */
    DoubleMlp(int inputs, int hidden, int outputs, double[][] weights) {
        this.inputs = inputs;
        this.hidden = hidden;
        this.outputs = outputs;
        this.weights = weights;
    }

    /**
     * The gradients of the mean loss over these examples, in the order of the weights.
     *
     * @param masks what each hidden activation is multiplied by, [examples, hidden]
     */
    double[][] gradients(double[][] x, int[] labels, double[][] masks) {
        double[][] gradients = new double[4][];
        for (int i = 0; i < 4; i++) {
            gradients[i] = new double[weights[i].length];
        }
        for (int n = 0; n < x.length; n++) {
            add(x[n], labels[n], masks[n], 1.0 / x.length, gradients);
        }
        return gradients;
    }

    private void add(double[] x, int label, double[] mask, double share, double[][] gradients) {
        double[] activation = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            double sum = weights[1][j];
            for (int i = 0; i < inputs; i++) {
                sum += weights[0][j * inputs + i] * x[i];
            }
            activation[j] = Math.tanh(sum);
        }
        double[] logits = new double[outputs];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < outputs; k++) {
            logits[k] = weights[3][k];
            for (int j = 0; j < hidden; j++) {
                logits[k] += weights[2][k * hidden + j] * activation[j] * mask[j];
            }
            largest = Math.max(largest, logits[k]);
        }
        double total = 0;
        for (int k = 0; k < outputs; k++) {
            total += Math.exp(logits[k] - largest);
        }
        double[] back = new double[hidden];
        for (int k = 0; k < outputs; k++) {
            double error = share * (Math.exp(logits[k] - largest) / total - (k == label ? 1 : 0));
            gradients[3][k] += error;
            for (int j = 0; j < hidden; j++) {
                gradients[2][k * hidden + j] += error * activation[j] * mask[j];
                back[j] += error * weights[2][k * hidden + j] * mask[j];
            }
        }
        for (int j = 0; j < hidden; j++) {
            double error = back[j] * (1 - activation[j] * activation[j]);
            gradients[1][j] += error;
            for (int i = 0; i < inputs; i++) {
                gradients[0][j * inputs + i] += error * x[i];
            }
        }
    }
}
