package dev.occam.engine.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.engine.complexity.DenseNetwork.Dense;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GaussNewtonTest {
    private final Random random = new Random(3);

    @Test
    void aLinearModelWithSquaredErrorHasTheSecondMomentsOfItsInputs() {
        GaussNewton matrix = new GaussNewton(
                new DenseNetwork(List.of(dense(1, 2))), GaussNewton.Loss.SQUARED, new float[] {1, 0, 0, 1, 1, 1});

        assertThat(matrix.times(new double[] {1, 0})).containsExactly(new double[] {2 / 3.0, 1 / 3.0}, within(1e-15));
        assertThat(matrix.times(new double[] {0, 1})).containsExactly(new double[] {1 / 3.0, 2 / 3.0}, within(1e-15));
    }

    /** Of a loss whose second derivative by the outputs is constant, G is the Hessian where the network is linear. */
    @Test
    void productsAgreeWithDifferenceQuotientsOfTheOutputs() {
        DenseNetwork network = new DenseNetwork(List.of(dense(4, 3), dense(2, 4)));
        float[] examples = {0.3f, -0.2f, 0.9f, -0.6f, 0.8f, 0.1f};
        for (GaussNewton.Loss loss : GaussNewton.Loss.values()) {
            GaussNewton matrix = new GaussNewton(network, loss, examples);
            double[] u = random.doubles(matrix.size(), -1, 1).toArray();
            double[] v = random.doubles(matrix.size(), -1, 1).toArray();
            double expected = 0;
            for (int i = 0; i < 2; i++) {
                double[] example = {examples[3 * i], examples[3 * i + 1], examples[3 * i + 2]};
                double[] outputs = last(network.trace(example));
                double[] along = loss.curvature(outputs, quotient(network, v, example));
                expected += dot(quotient(network, u, example), along) / 2;
            }

            assertThat(dot(u, matrix.times(v))).isCloseTo(expected, within(1e-7));
            assertThat(dot(v, matrix.times(u))).isCloseTo(expected, within(1e-7));
        }
    }

    @Test
    void examplesOfAnotherWidthAreRefused() {
        DenseNetwork network = new DenseNetwork(List.of(dense(1, 2)));

        assertThatThrownBy(() -> new GaussNewton(network, GaussNewton.Loss.SQUARED, new float[3]))
                .hasMessage("3 values do not fill examples of 2");
    }

    @Test
    void layersThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new DenseNetwork(List.of(dense(4, 3), dense(2, 5))))
                .hasMessage("layer 1 takes 5 values, but layer 0 gives 4");
        assertThatThrownBy(() -> new DenseNetwork(List.of())).hasMessage("a network needs at least one layer");
        assertThatThrownBy(() -> new Dense(2, 2, new double[3], new double[2]))
                .hasMessage("3 weights and 2 biases do not make a layer from 2 to 2");
    }

    private static double[] quotient(DenseNetwork network, double[] v, double[] example) {
        double step = 1e-6;
        double[] up = last(moved(network, v, step).trace(example));
        double[] down = last(moved(network, v, -step).trace(example));
        double[] result = new double[up.length];
        for (int k = 0; k < result.length; k++) {
            result[k] = (up[k] - down[k]) / (2 * step);
        }
        return result;
    }

    private static DenseNetwork moved(DenseNetwork network, double[] v, double by) {
        int[] at = {0};
        return new DenseNetwork(network.layers().stream()
                .map(layer -> {
                    double[] weight = layer.weight().clone();
                    for (int i = 0; i < weight.length; i++) {
                        weight[i] += by * v[at[0]++];
                    }
                    return new Dense(layer.outputs(), layer.inputs(), weight, layer.bias());
                })
                .toList());
    }

    private static double[] last(double[][] trace) {
        return trace[trace.length - 1];
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private Dense dense(int outputs, int inputs) {
        return new Dense(
                outputs,
                inputs,
                random.doubles((long) outputs * inputs, -1, 1).toArray(),
                random.doubles(outputs, -0.5, 0.5).toArray());
    }
}
