package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionsTest {
    private static final String BEFORE = "abc1234";
    private static final double[] STEADY = {1, 1.01, 0.99, 1, 1.02, 1, 0.98, 1, 1};

    private static Regressions compared(double factor, double... noise) {
        double[] now = new double[STEADY.length];
        Arrays.setAll(now, i -> STEADY[i] * factor * (1 + noise[i % noise.length]));
        return new Regressions(
                List.of(Times.steps("step tiny", 1, "occam", now), Times.steps("step tiny", 1, BEFORE, STEADY)),
                BEFORE,
                1.05);
    }

    @Test
    void aSlowerWorkIsFound() {
        Regressions regressions = compared(1.1, 0);

        assertThat(regressions.any()).isTrue();
        assertThat(regressions.table(BEFORE)).contains("step tiny").contains("1.100 (1.100-1.100) SLOWER");
    }

    @Test
    void whatIsWithinTheThresholdIsTaken() {
        assertThat(compared(1.04, 0).any()).isFalse();
    }

    @Test
    void whatIsSlowerByLessThanTheSpreadIsTaken() {
        assertThat(compared(1.1, -0.3, 0.2, 0.1).any()).isFalse();
    }

    @Test
    void aFasterWorkIsNamed() {
        assertThat(compared(0.5, 0).table(BEFORE)).contains("faster");
    }

    @Test
    void aWorkThatTheOtherCommitDoesNotHaveIsNotCompared() {
        Regressions regressions = new Regressions(List.of(Times.steps("step tiny", 1, "occam", 1)), BEFORE, 1.05);

        assertThat(regressions.isEmpty()).isTrue();
        assertThat(regressions.any()).isFalse();
    }

    @Test
    void aWorkThatOnlyTheOtherCommitFinishedIsNamed() {
        Regressions regressions = new Regressions(List.of(Times.steps("step tiny", 2, BEFORE, 1)), BEFORE, 1.05);

        assertThat(regressions.onlyBefore()).hasSize(1);
        assertThat(regressions.table(BEFORE)).containsPattern("step tiny +2 only abc1234 finished it\n");
    }

    @Test
    void linesFitOnAScreen() {
        assertThat(compared(1.1, 0).table(BEFORE).lines()).allMatch(line -> line.length() <= 80);
    }
}
