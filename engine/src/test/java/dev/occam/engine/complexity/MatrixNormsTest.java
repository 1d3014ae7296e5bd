package dev.occam.engine.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MatrixNormsTest {
    @Test
    void aDiagonalMatrixHasItsLargestEntryAsNorm() {
        DenseNetwork.Dense layer = dense(3, 3, 1, 0, 0, 0, -5, 0, 0, 0, 3);

        assertThat(MatrixNorms.spectral(layer)).isCloseTo(5, within(1e-10));
        assertThat(MatrixNorms.stableRank(layer)).isCloseTo(35 / 25.0, within(1e-10));
    }

    @Test
    void aMatrixOfRankOneHasStableRankOne() {
        DenseNetwork.Dense layer = dense(2, 3, 1, 2, 2, 2, 4, 4);

        assertThat(MatrixNorms.spectral(layer)).isCloseTo(3 * Math.sqrt(5), within(1e-10));
        assertThat(MatrixNorms.stableRank(layer)).isCloseTo(1, within(1e-10));
    }

    @Test
    void aRotationHasNormOneAndFullStableRank() {
        DenseNetwork.Dense layer = dense(2, 2, 0.6, -0.8, 0.8, 0.6);

        assertThat(MatrixNorms.spectral(layer)).isCloseTo(1, within(1e-12));
        assertThat(MatrixNorms.stableRank(layer)).isCloseTo(2, within(1e-12));
    }

    @Test
    void thePeakIsTheLargestWeightAgainstTheRootMeanSquare() {
        assertThat(MatrixNorms.peak(dense(2, 2, 1, -1, 1, 1))).isCloseTo(1, within(1e-12));
        assertThat(MatrixNorms.peak(dense(2, 2, 0, -6, 0, 0))).isCloseTo(2, within(1e-12));
    }

    @Test
    void aMatrixOfZerosHasNone() {
        DenseNetwork.Dense layer = dense(2, 2, 0, 0, 0, 0);

        assertThat(MatrixNorms.spectral(layer)).isZero();
        assertThat(MatrixNorms.stableRank(layer)).isZero();
        assertThat(MatrixNorms.peak(layer)).isZero();
    }

    private static DenseNetwork.Dense dense(int outputs, int inputs, double... weight) {
        return new DenseNetwork.Dense(outputs, inputs, weight, new double[outputs]);
    }
}
