package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {
    @Test
    void halfOfTheOnesBecomeZeroAndTheOthersTwo() {
        FakeSite site = new FakeSite(20, 500);

        float[] x = site.value(new Dropout(0.5).activation(site.weight, site), ones(10_000));

        double mean = 0;
        for (float value : x) {
            assertThat(value).isIn(0f, 2f);
            mean += value / x.length;
        }
        assertThat(mean).isCloseTo(1, within(0.02));
    }

    @Test
    void theExpectationIsKeptForOtherFractions() {
        FakeSite site = new FakeSite(20, 500);

        float[] x = site.value(new Dropout(0.2).activation(site.weight, site), ones(10_000));

        double zeros = 0;
        for (float value : x) {
            assertThat(value).isIn(0f, 1.25f);
            zeros += value == 0 ? 1 : 0;
        }
        assertThat(zeros / x.length).isCloseTo(0.2, within(0.02));
    }

    @Test
    void twoDrawsOfOneStepDiffer() {
        FakeSite site = new FakeSite(100);

        float[] first = site.value(new Dropout(0.5).activation(site.weight, site), ones(100));
        float[] second = site.value(new Dropout(0.5).activation(site.weight, site), ones(100));

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void spatialDropoutDropsWholeChannels() {
        FakeSite site = new FakeSite(4, 25, 3, 2);

        float[] x = site.value(new Dropout(0.5, true).activation(site.weight, site), ones(600));

        int dropped = 0;
        for (int channel = 0; channel < 100; channel++) {
            float[] values = Arrays.copyOfRange(x, channel * 6, channel * 6 + 6);
            assertThat(values).containsOnly(values[0]);
            dropped += values[0] == 0 ? 1 : 0;
        }
        assertThat(dropped).isBetween(30, 70);
    }

    @Test
    void spatialDropoutNeedsChannels() {
        FakeSite site = new FakeSite(4, 25);

        assertThatThrownBy(() -> new Dropout(0.5, true).activation(site.weight, site))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dropout with spatial needs activations [batch, channels, …] of three axes or more, not [4, 25]");
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
