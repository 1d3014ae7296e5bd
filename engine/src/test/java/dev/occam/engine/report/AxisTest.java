package dev.occam.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void ticksAreFewAndWithinTheAxisForAnyValues() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            double size = Math.exp(12 * random.nextGaussian());
            double[] values =
                    random.doubles(5, random.nextBoolean() ? -size : 0, size).toArray();
            Axis axis = Axis.of(DoubleStream.of(values), random.nextBoolean());

            assertThat(axis.ticks())
                    .hasSizeBetween(1, 40)
                    .allSatisfy(tick -> assertThat(axis.position(tick)).isBetween(-1e-3, 1 + 1e-3));
            assertThat(DoubleStream.of(values).map(axis::position).boxed())
                    .allSatisfy(at -> assertThat(at).isBetween(0.0, 1.0));
        }
    }

    @Test
    void valuesThatAreAllTheSameHaveAnAxis() {
        for (double value : new double[] {0, 1, -3, 1e-30, 1e30}) {
            Axis axis = Axis.of(DoubleStream.of(value, value), true);

            assertThat(axis.position(value)).isBetween(0.0, 1.0);
            assertThat(axis.ticks()).isNotEmpty();
        }
    }

    @Test
    void noFiniteValueLeavesAnAxisFromZeroToOne() {
        assertThat(Axis.of(DoubleStream.of(Double.NaN), true).ticks()).isNotEmpty();
    }
}
