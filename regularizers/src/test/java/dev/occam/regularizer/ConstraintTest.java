package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConstraintTest {
    @Test
    void unitNormScalesEveryUnitThatHasADirection() {
        FakeSite site = new FakeSite(4, 2);

        float[] w = site.value(new UnitNorm().project(site.weight, site), 3, 4, 0.03, -0.04, 0, 0, 1e-16, 0);

        assertThat(w).containsExactly(new float[] {0.6f, 0.8f, 0.6f, -0.8f, 0, 0, 1e-16f, 0}, within(1e-6f));
    }

    @Test
    void unitNormNeedsUnits() {
        FakeSite site = new FakeSite();

        assertThatThrownBy(() -> new UnitNorm().project(site.weight, site))
                .hasMessage("unit-norm needs a weight whose axis 0 numbers the output units, not a single value");
    }

    @Test
    void nonNegativeSetsWhatIsBelowZeroToZero() {
        FakeSite site = new FakeSite(4);

        assertThat(site.value(new NonNegative().project(site.weight, site), -1, 0, 2, Double.NaN))
                .containsExactly(0, 0, 2, Float.NaN);
    }
}
