package dev.occam.engine.study;

import static dev.occam.StudyResult.Outcome.CONTRADICTED;
import static dev.occam.StudyResult.Outcome.SUPPORTED;
import static dev.occam.StudyResult.Outcome.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.engine.statistics.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Estimate CLEARLY_ABOVE = Estimate.of(0.10, 0.11, 0.12);
    private static final Estimate CLEARLY_BELOW = Estimate.of(-0.10, -0.11, -0.12);
    private static final Estimate NEARLY_NOTHING = Estimate.of(0.001, -0.001, 0.0005);
    private static final Estimate ANYTHING = Estimate.of(-0.5, 0.1, 0.6);

    @Test
    void aDifferenceWhoseIntervalIsAboveNothingSupportsMore() {
        assertThat(Decision.more(CLEARLY_ABOVE, 0.01)).isEqualTo(SUPPORTED);
    }

    @Test
    void aDifferenceTheOtherWayContradictsMore() {
        assertThat(Decision.more(CLEARLY_BELOW, 0.01)).isEqualTo(CONTRADICTED);
    }

    @Test
    void aDifferenceTooSmallToMatterContradictsMore() {
        assertThat(Decision.more(NEARLY_NOTHING, 0.01)).isEqualTo(CONTRADICTED);
        assertThat(Decision.more(Estimate.of(0, 0, 0), 0.01)).isEqualTo(CONTRADICTED);
    }

    @Test
    void aWideIntervalDecidesNothing() {
        assertThat(Decision.more(ANYTHING, 0.01)).isEqualTo(UNDECIDED);
        assertThat(Decision.same(ANYTHING, 0.01)).isEqualTo(UNDECIDED);
    }

    @Test
    void aRunThatDivergedDecidesNothing() {
        assertThat(Decision.more(Estimate.of(0.1, Double.NaN), 0.01)).isEqualTo(UNDECIDED);
        assertThat(Decision.same(Estimate.of(0, Double.NaN), 0.01)).isEqualTo(UNDECIDED);
    }

    @Test
    void aDifferenceWithinTheSmallestThatMattersSupportsTheSame() {
        assertThat(Decision.same(NEARLY_NOTHING, 0.01)).isEqualTo(SUPPORTED);
        assertThat(Decision.same(CLEARLY_ABOVE, 0.01)).isEqualTo(CONTRADICTED);
        assertThat(Decision.same(CLEARLY_BELOW, 0.01)).isEqualTo(CONTRADICTED);
    }

    @Test
    void oneOfSeveralComparisonsMustBeSurer() {
        Estimate justAbove = Estimate.of(0.04, 0.06, 0.09, 0.05);

        assertThat(Decision.more(justAbove, 0.01, 1)).isEqualTo(SUPPORTED);
        assertThat(Decision.more(justAbove, 0.01, 20)).isEqualTo(UNDECIDED);
    }

    @Test
    void allNeedsEachAndFailsByOne() {
        assertThat(Decision.all(List.of(SUPPORTED, SUPPORTED))).isEqualTo(SUPPORTED);
        assertThat(Decision.all(List.of(SUPPORTED, UNDECIDED))).isEqualTo(UNDECIDED);
        assertThat(Decision.all(List.of(UNDECIDED, CONTRADICTED))).isEqualTo(CONTRADICTED);
        assertThat(Decision.all(List.of())).isEqualTo(UNDECIDED);
    }

    @Test
    void anyNeedsOneAndFailsByAll() {
        assertThat(Decision.any(List.of(SUPPORTED, CONTRADICTED))).isEqualTo(SUPPORTED);
        assertThat(Decision.any(List.of(UNDECIDED, CONTRADICTED))).isEqualTo(UNDECIDED);
        assertThat(Decision.any(List.of(CONTRADICTED, CONTRADICTED))).isEqualTo(CONTRADICTED);
        assertThat(Decision.any(List.of())).isEqualTo(UNDECIDED);
    }

    @Test
    void theOppositeOfUndecidedIsUndecided() {
        assertThat(Decision.not(SUPPORTED)).isEqualTo(CONTRADICTED);
        assertThat(Decision.not(CONTRADICTED)).isEqualTo(SUPPORTED);
        assertThat(Decision.not(UNDECIDED)).isEqualTo(UNDECIDED);
    }
}
