package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static Measurement measured(Sample... samples) {
        return new Measurement(Group.STEPS, "step tiny", 1, "occam", "", List.of(samples), List.of(3.0, 1.0, 2.0), "");
    }

    @Test
    void quantilesLieBetweenTheNearestValues() {
        assertThat(Quantile.of(new double[] {4, 1, 3, 2}, 0.5)).isEqualTo(2.5);
        assertThat(Quantile.of(new double[] {4, 1, 3, 2}, 0)).isEqualTo(1);
        assertThat(Quantile.of(new double[] {4, 1, 3, 2}, 1)).isEqualTo(4);
        assertThat(Quantile.of(new double[] {7}, 0.25)).isEqualTo(7);
        assertThatThrownBy(() -> Quantile.of(new double[0], 0.5)).hasMessageContaining("no values");
    }

    @Test
    void theMedianLeavesDisturbedRepetitionsOutAndTheMinimumDoesNot() {
        Measurement measurement = measured(
                new Sample(1, true),
                new Sample(2, false),
                new Sample(3, false),
                new Sample(4, false),
                new Sample(9, true));

        assertThat(measurement.median()).isEqualTo(3);
        assertThat(measurement.minimum()).isEqualTo(1);
        assertThat(measurement.spread()).isCloseTo(0.5 / 3, within(1e-12));
        assertThat(measurement.disturbed()).isEqualTo(2);
        assertThat(measurement.doubtful()).isFalse();
        assertThat(measurement.processorMedian()).hasValue(2);
    }

    @Test
    void withTooFewUndisturbedRepetitionsAllCountAndItIsDoubtful() {
        Measurement measurement =
                measured(new Sample(1, true), new Sample(2, false), new Sample(3, false), new Sample(8, true));

        assertThat(measurement.doubtful()).isTrue();
        assertThat(measurement.median()).isEqualTo(2.5);
    }

    @Test
    void aMeasurementNeedsARepetitionAndARepetitionATime() {
        assertThatThrownBy(StatisticsTest::measured).hasMessageContaining("not repeated even once");
        assertThatThrownBy(() -> new Sample(0, false)).hasMessageContaining("more than 0 seconds");
        assertThatThrownBy(() -> new Sample(Double.NaN, false)).hasMessageContaining("more than 0 seconds");
    }

    @Test
    void aRepetitionIsDisturbedByOtherProcessesOrASlowProbe() {
        Quiet quiet = new Quiet(100);

        assertThat(quiet.disturbed(1, 0.12, 100, 88)).isFalse();
        assertThat(quiet.disturbed(1, 0.13, 100, 100)).isTrue();
        assertThat(quiet.disturbed(1, 0, 87, 100)).isTrue();
        assertThat(quiet.disturbed(1, 0, 100, 87)).isTrue();
    }

    @Test
    void aBetterProbeRaisesTheBar() {
        Quiet quiet = new Quiet(100);
        assertThat(quiet.disturbed(1, 0, 90, 90)).isFalse();
        quiet.disturbed(1, 0, 120, 120);

        assertThat(quiet.disturbed(1, 0, 90, 90)).isTrue();
    }

    @Test
    void ratiosAreThoseOfRepetitionsSideBySide() {
        // Both become slower together; the ratio stays.
        double[] before = {1, 2, 3, 1, 5, 1, 1, 4, 1};
        double[] now = Arrays.stream(before).map(each -> 1.1 * each).toArray();

        PairedRatio ratio = PairedRatio.of(now, before);

        assertThat(ratio.median()).isCloseTo(1.1, within(1e-12));
        assertThat(ratio.low()).isCloseTo(1.1, within(1e-12));
        assertThat(ratio.isAbove(1.05)).isTrue();
    }

    @Test
    void theIntervalOfNineRatiosLeavesOutOneAtEachEnd() {
        double[] ones = new double[9];
        Arrays.fill(ones, 1);

        PairedRatio ratio = PairedRatio.of(new double[] {9, 1, 2, 3, 4, 5, 6, 7, 8}, ones);

        assertThat(ratio).isEqualTo(new PairedRatio(5, 2, 8));
    }

    @Test
    void theIntervalHoldsAtLeastNinetyFivePercent() {
        for (int count : new int[] {6, 9, 15, 27, 60}) {
            double[] ones = new double[count];
            Arrays.fill(ones, 1);
            double[] numbers = IntStream.rangeClosed(1, count).asDoubleStream().toArray();
            int outside = (int) PairedRatio.of(numbers, ones).low() - 1;
            double probability = 0;
            double term = Math.pow(0.5, count);
            for (int i = 0; i <= outside; i++) {
                probability += term;
                term *= (double) (count - i) / (i + 1);
            }

            assertThat(2 * probability).isLessThanOrEqualTo(0.05);
            assertThat(2 * (probability + term)).isGreaterThan(0.05);
        }
    }

    @Test
    void fewRatiosAreNeverSure() {
        PairedRatio ratio = PairedRatio.of(new double[] {1.5, 1.5, 1.5}, new double[] {1, 1, 1});

        assertThat(ratio).isEqualTo(new PairedRatio(1.5, 0, Double.POSITIVE_INFINITY));
        assertThat(ratio.isAbove(1.05)).isFalse();
        assertThatThrownBy(() -> PairedRatio.of(new double[0], new double[0])).hasMessageContaining("no repetitions");
    }
}
