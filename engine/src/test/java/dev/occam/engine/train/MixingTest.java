package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixingTest {
    /** A Beta(α, α) number has the mean ½ and the variance 1/(4(2α + 1)). */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 1, 3})
    void sharesHaveMeanAndVarianceOfTheBetaDistribution(double alpha) {
        Mixing mixing = new Mixing(alpha, 42, 1);

        double[] shares =
                LongStream.rangeClosed(1, 20_000).mapToDouble(mixing::share).toArray();

        double mean = Arrays.stream(shares).average().orElseThrow();
        double variance = Arrays.stream(shares)
                .map(share -> (share - mean) * (share - mean))
                .average()
                .orElseThrow();
        assertThat(Arrays.stream(shares)).allMatch(share -> share >= 0 && share <= 1);
        assertThat(mean).isCloseTo(0.5, within(0.015));
        assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.005));
    }

    @Test
    void partnersAreTheBatchInAnotherOrder() {
        Mixing mixing = new Mixing(1, 42, 8);

        int[] first = mixing.partners(1, 5).clone();
        int[] second = mixing.partners(2, 5).clone();

        assertThat(Arrays.copyOf(first, 5)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(second).isNotEqualTo(first);
        assertThat(mixing.partners(1, 5)).isEqualTo(first);
    }

    @Test
    void aStepDrawsTheSameWhateverWasDrawnBefore() {
        Mixing one = new Mixing(0.2, 7, 4);
        Mixing other = new Mixing(0.2, 7, 4);
        one.share(1);

        assertThat(one.share(2)).isEqualTo(other.share(2));
        assertThat(new Mixing(0.2, 8, 4).share(2)).isNotEqualTo(other.share(2));
    }
}
