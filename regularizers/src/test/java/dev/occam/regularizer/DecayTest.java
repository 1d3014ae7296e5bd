package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.plugin.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecayTest {
    /** η 0.1, η_max 0.2, 5 steps an epoch. */
    @ParameterizedTest
    @CsvSource({
        "PER_LR, 0.2, 0.02",
        "PER_SCHEDULE, 0.2, 0.1",
        "PER_STEP, 0.2, 0.2",
        "CORRECTED, 0.2, 0.01",
        "TIMESCALE_STEPS, 50, 0.01",
        "TIMESCALE_EPOCHS, 10, 0.01"
    })
    void aWeightLosesAFractionOfItself(Unit unit, double lambda, float fraction) {
        FakeSite site = new FakeSite(2);
        DecoupledDecay rule = new DecoupledDecay(lambda, unit, false);

        float[] loss = site.value(rule.decay(site.weight, site.other, site), 1, -2);

        assertThat(loss[0]).isCloseTo(fraction, within(1e-7f));
        assertThat(loss[1]).isCloseTo(-2 * fraction, within(1e-7f));
    }

    @ParameterizedTest
    @EnumSource(names = {"PER_LR", "PER_SCHEDULE", "CORRECTED", "TIMESCALE_STEPS", "TIMESCALE_EPOCHS"})
    void whereTheLearningRateIsAlwaysZeroNothingIsTakenOff(Unit unit) {
        FakeSite site = new FakeSite(2).withoutRate();
        DecoupledDecay rule = new DecoupledDecay(0.2, unit, false);

        assertThat(site.value(rule.decay(site.weight, site.other, site), 1, 2)).containsExactly(0, 0);
    }

    @Test
    void cautiousDecayLeavesWeightsThatTheUpdateLetsGrow() {
        FakeSite site = new FakeSite(5);
        DecoupledDecay rule = new DecoupledDecay(1, Unit.PER_STEP, true);
        double[] update = {1, -1, -1, 1, 0};

        float[] loss = site.valueWith(update, rule.decay(site.weight, site.other, site), 3, -3, 3, -3, 3);

        assertThat(loss).containsExactly(3, -3, 0, 0, 3);
    }
}
