package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.error.RequestException;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void fractionsAreRoundedAndCountsAreExact() {
        assertThat(new Share(0.2).of(1797, "test", "digits")).isEqualTo(359);
        assertThat(new Share(300).of(1797, "test", "digits")).isEqualTo(300);
        assertThat(new Share(0.01).of(20, "test", "digits")).isEqualTo(1);
        assertThat(Share.NONE.of(20, "test", "digits")).isZero();
    }

    @Test
    void aPartThatLeavesNothingToTrainOnIsRefused() {
        assertThatThrownBy(() -> new Share(150).of(150, "validation", "iris.csv"))
                .isInstanceOf(RequestException.class)
                .hasMessage(
                        "data: validation: 150 takes 150 of the 150 rows of iris.csv and leaves none for training.\n"
                                + "  Choose a smaller part.");
    }

    @Test
    void onlyFractionsAndWholeNumbersAreShares() {
        for (double value : new double[] {-0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY, 1e12}) {
            assertThat(Share.from(value)).as("share " + value).isEmpty();
        }
        assertThatThrownBy(() -> new Share(1.5))
                .hasMessage("must be a fraction from 0 to below 1 or a whole number of rows, not 1.5");
        assertThat(Share.from(1)).contains(new Share(1));
    }

    @Test
    void aShareIsWrittenAsItWasRead() {
        assertThat(new Share(0.2).toNumber()).isEqualTo(0.2);
        assertThat(new Share(100).toNumber()).isEqualTo(100);
        assertThat(Share.NONE.toNumber()).isEqualTo(0);
    }
}
