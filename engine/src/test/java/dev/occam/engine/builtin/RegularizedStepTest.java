package dev.occam.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Unit;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.ElasticNet;
import dev.occam.regularizer.L2;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Optimizers and rules together, against values that were computed elsewhere. */
class RegularizedStepTest {
    @Test
    void oneStepOfSgdIsTheKnownOne() {
        Sgd sgd = new Sgd(0.1, 0, false);

        assertThat(new Trajectory(sgd, new DecoupledDecay(0.2), 1).step(0.1, 0.5)[0])
                .isCloseTo(0.93, within(1e-12));
        assertThat(new Trajectory(sgd, new L2(0.2), 1).step(0.1, 0.5)[0]).isCloseTo(0.93, within(1e-12));
        assertThat(new Trajectory(sgd, new ElasticNet(0, 0.2), 1).step(0.1, 0.5)[0])
                .isCloseTo(0.931372549, within(1e-9));
    }

    @Test
    void momentumTellsCoupledFromDecoupled() {
        Sgd sgd = new Sgd(0.1, 0.9, false);

        assertThat(path(sgd, new L2(0.2), 3)).containsExactly(new double[] {0.93, 0.7984, 0.613992}, within(1e-12));
        assertThat(path(sgd, new DecoupledDecay(0.2), 3))
                .containsExactly(new double[] {0.93, 0.8164, 0.664572}, within(1e-12));
    }

    @Test
    void underAConstantGradientTheRuleDecidesWhereWeightsSettle() {
        Adam adam = new Adam(0.01, 0.9, 0.999, 1e-8);
        Sgd sgd = new Sgd(0.1, 0, false);

        assertThat(settled(adam, new DecoupledDecay(0.2), 0.01, 7_000)).isCloseTo(-5, within(1e-4));
        assertThat(settled(sgd, new L2(0.2), 0.1, 2_000)).isCloseTo(-2.5, within(1e-9));
        assertThat(settled(adam, new L2(0.2), 0.001, 8_000)).isCloseTo(-2.5, within(1e-2));
    }

    /** Learning rates 0.1 and 0.05, no gradient, two steps from 1. */
    @ParameterizedTest
    @CsvSource({"PER_LR, .2, .9702", "PER_SCHEDULE, .02, .9702", "CORRECTED, .2, .9751", "PER_STEP, .2, .64"})
    void unitsFollowTheSchedule(Unit unit, double lambda, double expected) {
        Trajectory trajectory = new Trajectory(new Sgd(0.1, 0, false), new DecoupledDecay(lambda, unit, false), 1);

        trajectory.step(0.1, 0);

        assertThat(trajectory.step(0.05, 0)[0]).isCloseTo(expected, within(1e-12));
    }

    /** Half the mean squared error on X = [1 0; 0 1; 1 1], y = [1, 2, 2]. */
    @ParameterizedTest
    @CsvSource({".1, .67599068, 1.44522145", "1, .45833333, .70833333"})
    void l2IsRidgeRegression(double lambda, double first, double second) {
        double[] w = fit(new L2(lambda));

        assertThat(w).containsExactly(new double[] {first, second}, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({".1, .56666667, 1.56666667", ".9, 0, .65"})
    void theProximalStepIsTheLasso(double lambda, double first, double second) {
        double[] w = fit(new ElasticNet(lambda, 0));

        assertThat(w).containsExactly(new double[] {first, second}, within(1e-8));
        assertThat(w[0] == 0).isEqualTo(first == 0);
    }

    private static double[] fit(Regularizer rule) {
        return new Trajectory(new Sgd(0.5, 0, false), rule, 0, 0).steps(2_000, 0.5, w -> {
            double both = w[0] + w[1] - 2;
            return new double[] {(w[0] - 1 + both) / 3, (w[1] - 2 + both) / 3};
        });
    }

    private static double[] path(Optimizer optimizer, Regularizer rule, int steps) {
        Trajectory trajectory = new Trajectory(optimizer, rule, 1);
        return DoubleStream.generate(() -> trajectory.step(0.1, 0.5)[0])
                .limit(steps)
                .toArray();
    }

    private static double settled(Optimizer optimizer, Regularizer rule, double rate, int steps) {
        return new Trajectory(optimizer, rule, 0).steps(steps, rate, w -> new double[] {0.5})[0];
    }
}
