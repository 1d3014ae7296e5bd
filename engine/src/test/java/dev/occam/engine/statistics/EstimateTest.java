package dev.occam.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void theMeanOfIndependentValuesHasTheTextbookError() {
        Estimate estimate = Estimate.of(1, 2, 3, 4, 5);

        assertThat(estimate).isEqualTo(new Estimate(3, Math.sqrt(2.5 / 5), 4));
        assertThat(estimate.interval().low()).isEqualTo(3 - 2.776445 * Math.sqrt(0.5), within(1e-5));
        assertThat(estimate.interval(0.9).high()).isEqualTo(3 + 2.131847 * Math.sqrt(0.5), within(1e-5));
    }

    @Test
    void foldsShareTheirTrainingPartsSoTheirErrorIsLarger() {
        double plain = Estimate.of(1, 2, 3, 4, 5).standardError();

        assertThat(Estimate.ofFolds(1, 2, 3, 4, 5).standardError()).isEqualTo(plain * Math.sqrt(2.25), within(1e-15));
    }

    @Test
    void whatPairsHaveInCommonCancels() {
        double[] first = {10.1, 20.2, 30.1};
        double[] second = {10, 20, 30};

        assertThat(Estimate.ofPairs(first, second).mean()).isEqualTo(0.4 / 3, within(1e-12));
        assertThat(Estimate.ofPairs(first, second).standardError()).isLessThan(0.04);
        assertThat(Estimate.ofFoldPairs(first, second).standardError())
                .isEqualTo(Estimate.ofPairs(first, second).standardError() * Math.sqrt(2.5), within(1e-12));
    }

    @Test
    void ofAHundredIntervalsAboutNinetyFiveHoldTheTruth() {
        Random random = new Random(5);
        int held = 0;
        for (int i = 0; i < 4000; i++) {
            double[] values =
                    random.doubles(5).map(any -> random.nextGaussian()).toArray();
            held += Estimate.of(values).interval().contains(0) ? 1 : 0;
        }
        assertThat(held / 4000.0).isEqualTo(0.95, within(0.012));
    }

    @Test
    void equalValuesLeaveNoDoubt() {
        assertThat(Estimate.of(0.5, 0.5, 0.5).interval()).isEqualTo(new Interval(0.5, 0.5));
    }

    @Test
    void whatIsNotFiniteIsInNoInterval() {
        Interval interval = Estimate.of(1, Double.POSITIVE_INFINITY).interval();

        assertThat(interval.contains(1)).isFalse();
    }

    @Test
    void oneValueIsNoEstimateAndPairsNeedPartners() {
        assertThatThrownBy(() -> Estimate.of(1)).hasMessage("an estimate needs at least two values");
        assertThatThrownBy(Estimate::ofFolds).hasMessage("an estimate needs at least two values");
        assertThatThrownBy(() -> Estimate.ofPairs(new double[2], new double[3]))
                .hasMessage("pairs need as many of one as of the other, not 2 and 3");
    }

    @Test
    void theSimplestWithinOneStandardErrorOfTheBestIsChosen() {
        List<Estimate> simplestFirst = List.of(
                new Estimate(0.9, 0.01, 4),
                new Estimate(0.55, 0.5, 4),
                new Estimate(0.52, 0.01, 4),
                new Estimate(0.5, 0.03, 4),
                new Estimate(Double.POSITIVE_INFINITY, Double.NaN, 4));

        assertThat(OneStandardError.best(simplestFirst)).isEqualTo(3);
        assertThat(OneStandardError.simplest(simplestFirst)).isEqualTo(2);
    }

    @Test
    void ofEqualCandidatesTheSimplestIsBest() {
        Estimate same = new Estimate(0.5, 0, 4);

        assertThat(OneStandardError.best(List.of(same, same))).isZero();
        assertThat(OneStandardError.simplest(List.of(same, same))).isZero();
    }

    @Test
    void whereAllDivergedThereIsNoBest() {
        Estimate diverged = new Estimate(Double.NaN, Double.NaN, 4);

        assertThatThrownBy(() -> OneStandardError.best(List.of(diverged, diverged)))
                .hasMessage("none of the 2 candidates has a finite mean");
    }
}
