package dev.occam.benchmark.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
    /** GFLOP and weights counted by hand from the shapes. */
    @ParameterizedTest
    @CsvSource({
        "tiny, 0.000324, 2410",
        "digits, 0.00888, 26122",
        "fashion, 0.411, 669706",
        "big, 8.12, 5824522",
        "lenet, 4.63, 1663370",
        "vgg, 9.69, 1116970"
    })
    void aStepCostsWhatItsShapesSay(String net, double giga, long weights) {
        Cost cost = Cost.of(((Training) Work.parse("step " + net)).net());

        assertThat(cost.step() / 1e9).isBetween(giga * 0.995, giga * 1.005);
        assertThat(cost.weights()).isEqualTo(weights);
    }

    @Test
    void theFirstLayersInputNeedsNoGradient() {
        Cost cost = Cost.of(Net.parse("10-20-5 b3"));

        assertThat(cost.forward()).isEqualTo(2 * 3 * (10 * 20 + 20 * 5));
        assertThat(cost.step()).isEqualTo(2 * 3 * (2 * 10 * 20 + 3 * 20 * 5));
        assertThat(cost.weights()).isEqualTo(10 * 20 + 20 + 20 * 5 + 5);
    }
}
