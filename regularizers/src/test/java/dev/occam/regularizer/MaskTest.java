package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MaskTest {
    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void dropConnectDropsWeightsAndScalesTheOthersUp() {
        FakeSite site = new FakeSite(100, 100);

        float[] w = site.value(new DropConnect(0.2).weight(site.weight, site), ones(10_000));

        double mean = 0;
        for (float value : w) {
            assertThat(value).isIn(0f, 1.25f);
            mean += value / w.length;
        }
        assertThat(mean).isCloseTo(1, within(0.02));
    }

    @Test
    void dropConnectLeavesActivationsAlone() {
        FakeSite site = new FakeSite(4, 4);

        assertThat(new DropConnect(0.2).activation(site.weight, site)).isSameAs(site.weight);
    }

    @Test
    void stochasticDepthDropsWholeExamples() {
        FakeSite site = new FakeSite(400, 2, 3);

        float[] x = site.value(new StochasticDepth(0.5).branch(site.weight, site), ones(2400));

        int dropped = 0;
        for (int example = 0; example < 400; example++) {
            float[] values = Arrays.copyOfRange(x, example * 6, example * 6 + 6);
            assertThat(values).containsOnly(values[0]);
            assertThat(values[0]).isIn(0f, 2f);
            dropped += values[0] == 0 ? 1 : 0;
        }
        assertThat(dropped).isBetween(150, 250);
    }

    @Test
    void stochasticDepthActsOnTheBranchAlone() {
        FakeSite site = new FakeSite(4, 4);

        assertThat(new StochasticDepth(0.5).activation(site.weight, site)).isSameAs(site.weight);
    }

    @Test
    void labelSmoothingGivesEachClassItsShare() {
        FakeSite site = new FakeSite(2, 4);

        assertThat(site.value(new LabelSmoothing(0.2).target(site.weight, site), 1, 0, 0, 0, 0, 0, 1, 0))
                .containsExactly(new float[] {0.85f, .05f, .05f, .05f, .05f, .05f, .85f, .05f}, within(1e-7f));
    }

    @Test
    void labelSmoothingOfTwoClassesInOneColumnGivesEachHalfOfTheShare() {
        FakeSite site = new FakeSite(2, 1);

        assertThat(site.value(new LabelSmoothing(0.2).target(site.weight, site), 1, 0))
                .containsExactly(new float[] {0.9f, 0.1f}, within(1e-7f));
    }

    @Test
    void penaltiesOnActivationsAreMeansOverTheBatch() {
        FakeSite site = new FakeSite(2, 3);
        double[] x = {1, -2, 0, 3, 0, -4};

        assertThat(site.value(new ActivityL1(0.5).activityPenalty(site.weight, site), x))
                .containsExactly(2.5f);
        assertThat(site.value(new ActivityL2(0.5).activityPenalty(site.weight, site), x))
                .containsExactly(3.75f);
    }
}
