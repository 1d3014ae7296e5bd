package dev.occam.regularizer;

import static dev.occam.regularizer.FakeSite.narrow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.plugin.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PenaltyTest {
    private final FakeSite site = new FakeSite(2);

    /** ½‖(3, 4)‖² = 12.5; 10 examples a batch, 50 in training. */
    @ParameterizedTest
    @CsvSource({"CANONICAL, 2.5", "KERAS, 5", "SUM_OF_SQUARES, 5", "SKLEARN, 0.25", "PER_DATASET, 0.05"})
    void l2IsHalfTheSquaredNormInItsUnit(Unit unit, float expected) {
        assertThat(site.value(new L2(0.2, unit).penalty(site.weight, site), 3, 4))
                .containsExactly(expected);
    }

    @Test
    void l2SpIsZeroWhereTrainingBegan() {
        double[] initial = {3, 4};

        assertThat(site.valueFrom(initial, new L2Sp(0.2).penalty(site.weight, site), 3, 4))
                .containsExactly(0);
        assertThat(site.valueFrom(initial, new L2Sp(0.2).penalty(site.weight, site), 4, 6))
                .containsExactly(0.5f);
        assertThat(site.valueFrom(initial, new L2Sp(0.2, Unit.KERAS).penalty(site.weight, site), 4, 6))
                .containsExactly(1);
    }

    @Test
    void proximalRulesReportTheirPenalty() {
        assertThat(site.value(new L1(0.5).proxPenalty(site.weight, site), 3, -4))
                .containsExactly(3.5f);
        assertThat(site.value(new ElasticNet(0.5, 0.2).proxPenalty(site.weight, site), 3, -4))
                .containsExactly(6);
        assertThat(site.value(new ElasticNet(0, 0.2).proxPenalty(site.weight, site), 3, -4))
                .containsExactly(2.5f);
        assertThat(site.value(new ElasticNet(0.5, 0).proxPenalty(site.weight, site), 3, -4))
                .isEqualTo(narrow(3.5));
    }
}
