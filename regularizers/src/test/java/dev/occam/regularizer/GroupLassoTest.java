package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GroupLassoTest {
    private static final double ROOT = Math.sqrt(2);

    @Test
    void theThresholdIsTakenOffTheNormOfAUnit() {
        FakeSite site = new FakeSite(1, 2);

        float[] x = site.value(new GroupLasso(2.5 / ROOT).prox(site.weight, Tensor.constant(1), site), 3, 4);

        assertThat(x).containsExactly(new float[] {1.5f, 2}, within(1e-6f));
    }

    @Test
    void aUnitWithinTheThresholdBecomesExactlyZero() {
        FakeSite site = new FakeSite(3, 2);
        GroupLasso rule = new GroupLasso(5.001 / ROOT);

        float[] x = site.value(rule.prox(site.weight, Tensor.constant(1), site), 3, 4, 0, 0, 6, 8);

        assertThat(x).startsWith(0f, 0f, 0f, 0f);
        assertThat(x[4]).isCloseTo(3, within(1e-2f));
    }

    /** With d 4 the total threshold is exact: λ√d = 5. */
    @Test
    void aUnitOnTheThresholdBecomesExactlyZero() {
        FakeSite site = new FakeSite(1, 4);

        assertThat(site.value(new GroupLasso(2.5).prox(site.weight, Tensor.constant(1), site), 3, 4, 0, 0))
                .containsExactly(0, 0, 0, 0);
    }

    /** λ√d = 2.5; ‖v/p‖ is 10 in the first unit, 2.4 in the second, and 3 in the third but for its second coordinate. */
    @Test
    void stepSizesOfCoordinatesDecideByTheNormInTheirMetric() {
        FakeSite site = new FakeSite(3, 2);
        GroupLasso rule = new GroupLasso(2.5 / ROOT);
        double[] stepSizes = {0.5, 0.5, 1.25, 1e9, 1, 1e5};

        float[] x = site.valueWith(stepSizes, rule.prox(site.weight, site.other, site), 3, 4, 3, 4, 3, 4);

        assertThat(x).containsExactly(new float[] {2.25f, 3, 0, 0, 0.5f, 2 / 3f}, within(1e-5f));
    }

    @Test
    void aStepOfSizeZeroChangesNothingAndMakesNoNaN() {
        FakeSite site = new FakeSite(2, 2);

        assertThat(site.value(new GroupLasso(1).prox(site.weight, Tensor.constant(0), site), 3, 4, 0, 0))
                .containsExactly(3, 4, 0, 0);
    }

    @Test
    void thePenaltyIsTheSumOfTheNormsTimesTheRootOfTheirSize() {
        FakeSite site = new FakeSite(2, 2, 1);

        assertThat(site.value(new GroupLasso(0.5).proxPenalty(site.weight, site), 3, 4, 6, 8)[0])
                .isCloseTo((float) (0.5 * ROOT * 15), within(1e-5f));
    }

    @Test
    void aSingleValueHasNoUnits() {
        FakeSite site = new FakeSite();

        assertThatThrownBy(() -> new GroupLasso(1).prox(site.weight, Tensor.constant(1), site))
                .hasMessage("group-lasso needs a weight whose axis 0 numbers the output units, not a single value");
    }
}
