package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OrthogonalTest {
    /** W = (1 2; 3 4): WᵀW − I = (9 14; 14 19), whose squares add up to 834. */
    @Test
    void thePenaltyIsHalfTheSquaredDistanceFromTheIdentity() {
        FakeSite site = new FakeSite(2, 2);

        assertThat(site.value(new Orthogonal(0.1).penalty(site.weight, site), 1, 2, 3, 4)[0])
                .isCloseTo(41.7f, within(1e-4f));
    }

    @Test
    void orthonormalColumnsCostNothing() {
        FakeSite site = new FakeSite(3, 2);

        assertThat(site.value(new Orthogonal(1).penalty(site.weight, site), 0.6, 0.8, -0.8, 0.6, 0, 0)[0])
                .isCloseTo(0, within(1e-12f));
    }

    /** w = (1, 2), one row: wᵀw − I = (0 2; 2 3), whose squares add up to 17. */
    @Test
    void aWideMatrixCostsWhatTheFormulaSays() {
        FakeSite site = new FakeSite(1, 2);

        assertThat(site.value(new Orthogonal(2).penalty(site.weight, site), 1, 2)[0])
                .isCloseTo(17, within(1e-5f));
    }

    @Test
    void axesBehindTheFirstAreOneAxis() {
        FakeSite matrix = new FakeSite(2, 4);
        FakeSite kernel = new FakeSite(2, 1, 2, 2);
        double[] values = {1, -2, 3, 0.5, 0, 1, 2, 4};

        assertThat(kernel.value(new Orthogonal(0.1).penalty(kernel.weight, kernel), values))
                .isEqualTo(matrix.value(new Orthogonal(0.1).penalty(matrix.weight, matrix), values));
    }
}
