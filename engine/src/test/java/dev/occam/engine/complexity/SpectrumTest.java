package dev.occam.engine.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpectrumTest {
    /** X of REGULARIZATION §4 has XᵀX = [2 1; 1 2] with eigenvalues 1 and 3; the hat matrix is X(XᵀX + nλ)⁻¹Xᵀ. */
    @Test
    void effectiveParametersOfRidgeAreTheTraceOfTheHatMatrix() {
        GaussNewton matrix = ridge(2, new float[] {1, 0, 0, 1, 1, 1});
        for (double lambda : new double[] {1e-6, 0.1, 1, 100}) {
            double trace = 1 / (1 + 3 * lambda) + 3 / (3 + 3 * lambda);

            assertThat(Spectrum.exact(matrix).effectiveParameters(lambda)).isCloseTo(trace, within(1e-12));
        }
    }

    @Test
    void aRandomDesignHasTheTraceThatEliminationGives() {
        Random random = new Random(11);
        int width = 6;
        int rows = 9;
        float[] x = new float[rows * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        double lambda = 0.05;

        assertThat(Spectrum.exact(ridge(width, x)).effectiveParameters(lambda))
                .isCloseTo(hatTrace(x, rows, width, lambda), within(1e-9));
    }

    @Test
    void randomProbesComeCloseToTheExactSum() {
        Random random = new Random(5);
        int width = 120;
        float[] x = new float[200 * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (random.nextGaussian() / (1 + i % width));
        }
        GaussNewton matrix = ridge(width, x);
        double exact = Spectrum.exact(matrix).effectiveParameters(1e-3);

        Spectrum estimate = Spectrum.estimate(matrix, 40, 40, 1);

        assertThat(estimate.effectiveParameters(1e-3)).isCloseTo(exact, within(0.05 * exact));
        assertThat(DoubleStream.of(estimate.weights()).sum()).isCloseTo(width, within(1e-8 * width));
    }

    @Test
    void aMatrixThatIsZeroHasNoEffectiveParameters() {
        Spectrum spectrum = Spectrum.estimate(ridge(3, new float[6]), 3, 2, 1);

        assertThat(spectrum.effectiveParameters(1e-6)).isZero();
    }

    @Test
    void aStrengthOfZeroIsRefused() {
        Spectrum spectrum = Spectrum.exact(ridge(1, new float[] {1}));

        assertThatThrownBy(() -> spectrum.effectiveParameters(0))
                .hasMessage("effective parameters need a strength above 0 (lambda=0.0)");
    }

    private static GaussNewton ridge(int width, float[] x) {
        DenseNetwork.Dense layer = new DenseNetwork.Dense(1, width, new double[width], new double[1]);
        return new GaussNewton(new DenseNetwork(List.of(layer)), GaussNewton.Loss.SQUARED, x);
    }

    /** tr(XᵀX (XᵀX + nλ)⁻¹), each column of the inverse by Gauss–Jordan. */
    private static double hatTrace(float[] x, int rows, int width, double lambda) {
        double[][] a = new double[width][2 * width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                for (int row = 0; row < rows; row++) {
                    a[i][j] += (double) x[row * width + i] * x[row * width + j];
                }
                a[i][width + j] = a[i][j];
            }
            a[i][i] += rows * lambda;
        }
        for (int pivot = 0; pivot < width; pivot++) {
            double value = a[pivot][pivot];
            for (int j = 0; j < 2 * width; j++) {
                a[pivot][j] /= value;
            }
            for (int i = 0; i < width; i++) {
                double factor = i == pivot ? 0 : a[i][pivot];
                for (int j = 0; j < 2 * width; j++) {
                    a[i][j] -= factor * a[pivot][j];
                }
            }
        }
        double trace = 0;
        for (int i = 0; i < width; i++) {
            trace += a[i][width + i];
        }
        return trace;
    }
}
