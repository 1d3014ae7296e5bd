package dev.occam.engine.complexity;

import java.util.Arrays;
import java.util.Random;

/**
 * The eigenvalues of a positive semidefinite matrix as nodes with weights, so that Σ f(h) over all eigenvalues h is about
 * Σ weight·f(node). Estimated by Lanczos's recurrence from random vectors of ±1 (stochastic Lanczos quadrature: Golub and
 * Meurant 1994; Hutchinson 1990), with full reorthogonalization.
 *
 * @param nodes Ritz values
 * @param weights how many eigenvalues each stands for
 */
public record Spectrum(double[] nodes, double[] weights) {
    /**
     * From random probes.
     *
     * @param steps of the recurrence, and so nodes, for each probe
     * @param probes how many random vectors; the error falls with their square root
     * @param seed of the probes
     */
    public static Spectrum estimate(GaussNewton matrix, int steps, int probes, long seed) {
        Random random = new Random(seed);
        double[][] starts = new double[probes][matrix.size()];
        for (double[] start : starts) {
            for (int i = 0; i < start.length; i++) {
                start[i] = random.nextBoolean() ? 1 : -1;
            }
        }
        return from(matrix, steps, starts, 1.0 / probes);
    }

    /** From all unit vectors, each to the end of its recurrence: exact, and affordable for small matrices only. */
    static Spectrum exact(SymmetricOperator matrix) {
        double[][] units = new double[matrix.size()][matrix.size()];
        for (int i = 0; i < units.length; i++) {
            units[i][i] = 1;
        }
        return from(matrix, matrix.size(), units, 1);
    }

    /**
     * Σ h/(h + λ): how many directions the data determine against a penalty ½λ‖w‖². (MacKay, Bayesian Interpolation, 1992;
     * of ridge regression it is the trace of the hat matrix.)
     *
     * @param lambda λ, above 0
     */
    public double effectiveParameters(double lambda) {
        if (!(lambda > 0)) {
            throw new IllegalArgumentException("effective parameters need a strength above 0 (lambda=" + lambda + ")");
        }
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            double h = Math.max(nodes[i], 0);
            sum += weights[i] * h / (h + lambda);
        }
        return sum;
    }

    private static Spectrum from(SymmetricOperator matrix, int steps, double[][] starts, double share) {
        int each = Math.min(steps, matrix.size());
        double[] nodes = new double[starts.length * each];
        double[] weights = new double[starts.length * each];
        int count = 0;
        for (double[] start : starts) {
            Tridiagonal tridiagonal = Lanczos.of(matrix, start, each);
            double square = 0;
            for (double value : start) {
                square += value * value;
            }
            for (int i = 0; i < tridiagonal.size(); i++) {
                nodes[count] = tridiagonal.values()[i];
                weights[count] =
                        share * square * tridiagonal.first()[i] * tridiagonal.first()[i];
                count++;
            }
        }
        return new Spectrum(Arrays.copyOf(nodes, count), Arrays.copyOf(weights, count));
    }
}
