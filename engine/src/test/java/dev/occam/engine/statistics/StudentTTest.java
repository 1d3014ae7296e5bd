package dev.occam.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudentTTest {
    /** Rows of the tables of percentage points that statistics books print. */
    @ParameterizedTest
    @CsvSource({
        "1, 3.078, 6.314, 12.706, 31.821, 63.657",
        "2, 1.886, 2.920, 4.303, 6.965, 9.925",
        "3, 1.638, 2.353, 3.182, 4.541, 5.841",
        "4, 1.533, 2.132, 2.776, 3.747, 4.604",
        "5, 1.476, 2.015, 2.571, 3.365, 4.032",
        "9, 1.383, 1.833, 2.262, 2.821, 3.250",
        "10, 1.372, 1.812, 2.228, 2.764, 3.169",
        "19, 1.328, 1.729, 2.093, 2.539, 2.861",
        "30, 1.310, 1.697, 2.042, 2.457, 2.750",
        "120, 1.289, 1.658, 1.980, 2.358, 2.617"
    })
    void quantilesAreThoseOfTheTables(int degrees, double q90, double q95, double q975, double q99, double q995) {
        assertThat(StudentT.quantile(0.9, degrees)).isEqualTo(q90, within(5.1e-4));
        assertThat(StudentT.quantile(0.95, degrees)).isEqualTo(q95, within(5.1e-4));
        assertThat(StudentT.quantile(0.975, degrees)).isEqualTo(q975, within(5.1e-4));
        assertThat(StudentT.quantile(0.99, degrees)).isEqualTo(q99, within(5.1e-4));
        assertThat(StudentT.quantile(0.995, degrees)).isEqualTo(q995, within(5.1e-4));
    }

    @Test
    void manyDegreesAreTheNormalDistribution() {
        assertThat(StudentT.quantile(0.975, 200_000)).isEqualTo(1.959964, within(2e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 51, 400})
    void quantileAndProbabilityAreInverse(int degrees) {
        for (double probability = 0.01; probability < 1; probability += 0.07) {
            assertThat(StudentT.probability(StudentT.quantile(probability, degrees), degrees))
                    .isEqualTo(probability, within(1e-12));
        }
    }

    @Test
    void oneDegreeIsCauchyAndTwoHaveARoot() {
        assertThat(StudentT.probability(1, 1)).isEqualTo(0.75, within(1e-15));
        assertThat(StudentT.probability(-1, 2)).isEqualTo(0.5 - 0.5 / Math.sqrt(3), within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void whatIsNoProbabilityIsRefused(double probability) {
        assertThatThrownBy(() -> StudentT.quantile(probability, 3))
                .hasMessage("a probability must be above 0 and below 1 (probability=" + probability + ")");
    }

    @Test
    void noDegreesAreRefused() {
        assertThatThrownBy(() -> StudentT.quantile(0.9, 0))
                .hasMessage("degrees of freedom must be at least 1 (degrees=0)");
        assertThatThrownBy(() -> StudentT.probability(0.9, -1))
                .hasMessage("degrees of freedom must be at least 1 (degrees=-1)");
    }
}
