package dev.occam.engine.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.SearchStrategy;
import dev.occam.TuningResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Leave-one-out of ridge regression has a closed form (Allen 1974): the residual without row i is (yᵢ − ŷᵢ)/(1 − hᵢᵢ), with
 * H = X(XᵀX + μI)⁻¹Xᵀ. The loss is the mean of n − 1 squares plus ½λ‖w‖², so μ = (n − 1)λ/2.
 */
class RidgeTest {
    private static final int ROWS = 14;
    private static final int TRIALS = 7;

    @TempDir
    private Path folder;

    @Test
    void asManyFoldsAsRowsAgreeWithTheClosedForm() throws IOException {
        Path csv = Searches.line(folder, ROWS, 0.8, 0.8, -0.5, 0.1, 0);

        TuningResult result = Searches.tune(
                Searches.request(
                        Searches.lineSpec(csv, 120, 0.2, "{l2: {lambda: 0}}"),
                        SearchStrategy.GRID,
                        TRIALS,
                        ROWS,
                        "regularizers.l2.lambda=log:1e-3..4"),
                folder.resolve("tune"));

        double[][] rows = rows(csv);
        int minimum = 0;
        double[] closed = new double[TRIALS];
        for (int i = 0; i < TRIALS; i++) {
            TuningResult.Trial trial = result.trials().get(i);
            closed[i] = leaveOneOut(rows, Double.parseDouble(trial.values().get("regularizers.l2.lambda")));
            assertThat(trial.loss().mean()).isEqualTo(closed[i], within(1e-4 * closed[i]));
            minimum = closed[i] < closed[minimum] ? i : minimum;
        }
        assertThat(result.best()).isEqualTo(minimum).isBetween(1, TRIALS - 2);
        assertThat(result.simplest()).isGreaterThanOrEqualTo(minimum);
    }

    private static double[][] rows(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        return lines.stream()
                .skip(1)
                .map(line -> List.of(line.split(",")).stream()
                        .mapToDouble(Float::parseFloat)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double leaveOneOut(double[][] rows, double lambda) {
        int width = rows[0].length - 1;
        double[][] gram = new double[width][width];
        double[] right = new double[width];
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                right[i] += row[i] * row[width];
                for (int j = 0; j < width; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
        for (int i = 0; i < width; i++) {
            gram[i][i] += (rows.length - 1) * lambda / 2;
        }
        double[] w = solve(gram, right);
        double sum = 0;
        for (double[] row : rows) {
            double[] x = Arrays.copyOf(row, width);
            double leverage = dot(x, solve(gram, x));
            double residual = (row[width] - dot(x, w)) / (1 - leverage);
            sum += residual * residual;
        }
        return sum / rows.length;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Gauss's elimination; the matrix is positive definite and needs no pivots. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = Arrays.copyOf(matrix[i], n + 1);
            a[i][n] = right[i];
        }
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j <= n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            x[i] = a[i][n];
            for (int j = i + 1; j < n; j++) {
                x[i] -= a[i][j] * x[j];
            }
            x[i] /= a[i][i];
        }
        return x;
    }
}
