package dev.occam.engine.complexity;

import java.util.Arrays;

/** Norms of a matrix that bound what it can do to its input. */
public final class MatrixNorms {
    private static final int MOST_STEPS = 5_000;
    private static final double SETTLED = 1e-12;

    private MatrixNorms() {}

    /** ‖W‖₂, the largest singular value, by power iteration on WᵀW. */
    public static double spectral(DenseNetwork.Dense layer) {
        double[] v = new double[layer.inputs()];
        for (int i = 0; i < v.length; i++) {
            // No symmetry of a real matrix makes this start orthogonal to the singular vector.
            v[i] = 1 + Math.sin(i + 1.0);
        }
        double value = 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            double length = Math.sqrt(squares(v));
            if (length == 0) {
                return 0;
            }
            for (int i = 0; i < v.length; i++) {
                v[i] /= length;
            }
            double[] image = new double[layer.outputs()];
            layer.addProduct(layer.weight(), 0, v, image);
            double next = Math.sqrt(squares(image));
            if (Math.abs(next - value) <= SETTLED * next) {
                return next;
            }
            value = next;
            v = transposed(layer, image);
        }
        return value;
    }

    /** ‖W‖²_F / ‖W‖²₂: at most the rank, and not moved by tiny singular values; 0 where W is 0. */
    public static double stableRank(DenseNetwork.Dense layer) {
        double spectral = spectral(layer);
        return spectral == 0 ? 0 : squares(layer.weight()) / (spectral * spectral);
    }

    /** max |w| against the root mean square of all: 1 where all weights are alike in size; 0 where W is 0. */
    public static double peak(DenseNetwork.Dense layer) {
        double size = Math.sqrt(squares(layer.weight()) / layer.weight().length);
        return size == 0
                ? 0
                : Arrays.stream(layer.weight()).map(Math::abs).max().orElse(0) / size;
    }

    private static double[] transposed(DenseNetwork.Dense layer, double[] image) {
        double[] result = new double[layer.inputs()];
        for (int row = 0; row < layer.outputs(); row++) {
            for (int column = 0; column < layer.inputs(); column++) {
                result[column] += layer.weight()[row * layer.inputs() + column] * image[row];
            }
        }
        return result;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
