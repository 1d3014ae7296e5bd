package dev.occam.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.plugin.Schedule;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    @Test
    void constantKeepsTheLearningRate() {
        assertThat(factors(new Constant(), 3, 1)).containsExactly(1, 1, 1);
    }

    @Test
    void cosineGoesFromOneToItsLastFactor() {
        assertThat(factors(new Cosine(), 4, 1))
                .containsExactly(new double[] {1, 0.5 + Math.sqrt(0.125), 0.5, 0.5 - Math.sqrt(0.125)}, within(1e-12));
        assertThat(new Cosine(0.1).factor(4, 4, 1)).isEqualTo(0.1);
        assertThat(new Cosine(0.1).factor(9, 4, 1)).isEqualTo(0.1);
    }

    @Test
    void stepMultipliesEverySoManyEpochs() {
        assertThat(factors(new StepDecay(2, 0.5), 10, 2)).containsExactly(1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25);
    }

    @Test
    void warmupRisesAndThenFollowsTheOther() {
        assertThat(factors(new LinearWarmup(0, 4, new Constant()), 6, 1)).containsExactly(0.25, 0.5, 0.75, 1, 1, 1);
        assertThat(factors(new LinearWarmup(2, 0, new StepDecay(1, 0.5)), 8, 2))
                .containsExactly(0.25, 0.5, 0.75, 1, 1, 1, 0.5, 0.5);
        assertThat(factors(new LinearWarmup(0, 0, new Constant()), 2, 1)).containsExactly(1, 1);
        assertThat(new LinearWarmup(0, 2, new Cosine()).factor(6, 10, 1)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void badOptionsAreRefused() {
        assertThatThrownBy(() -> new Cosine(2)).hasMessage("last must be a number >= 0 and <= 1 (last=2)");
        assertThatThrownBy(() -> new StepDecay(0, 1)).hasMessage("every must be a whole number >= 1 (every=0)");
        assertThatThrownBy(() -> new StepDecay(1, 0)).hasMessage("gamma must be a finite number > 0 (gamma=0)");
        assertThatThrownBy(() -> new LinearWarmup(-1, 0, new Constant()))
                .hasMessage("epochs must be a whole number >= 0 (epochs=-1)");
        assertThatThrownBy(() -> new LinearWarmup(0, -1, new Constant()))
                .hasMessage("steps must be a whole number >= 0 (steps=-1)");
    }

    private static double[] factors(Schedule schedule, int steps, int stepsPerEpoch) {
        return LongStream.range(0, steps)
                .mapToDouble(step -> schedule.factor(step, steps, stepsPerEpoch))
                .toArray();
    }
}
