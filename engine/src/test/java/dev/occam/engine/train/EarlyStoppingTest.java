package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.DataChoice;
import dev.occam.EarlyStopping;
import dev.occam.EpochReport;
import dev.occam.Metrics;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpecBuilder;
import dev.occam.error.RequestException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    private static Metrics loss(double value) {
        return new Metrics(value, OptionalDouble.of(0.5));
    }

    @Test
    void theBestSoFarCountsNotTheEpochBefore() {
        BestEpoch best = new BestEpoch(Optional.of(new EarlyStopping(3, 0, "loss")));
        assertThat(best.add(1, loss(1))).isTrue();
        assertThat(best.add(2, loss(3))).isFalse();
        assertThat(best.add(3, loss(2))).isFalse();
        assertThat(best.shouldStop()).isFalse();
        assertThat(best.add(4, loss(1.5))).isFalse();
        assertThat(best.shouldStop()).isTrue();
        assertThat(best.epoch()).isEqualTo(1);
    }

    @Test
    void notANumberIsNoImprovementAndNothingImprovesOnIt() {
        BestEpoch best = new BestEpoch(Optional.of(new EarlyStopping(5, 0, "loss")));
        assertThat(best.add(1, loss(Double.NaN))).isFalse();
        assertThat(best.add(2, loss(2))).isTrue();
        assertThat(best.add(3, loss(Double.NaN))).isFalse();
        assertThat(best.add(4, loss(1))).isTrue();
    }

    @Test
    void anImprovementBelowTheMinimumIsNone() {
        BestEpoch best = new BestEpoch(Optional.of(new EarlyStopping(2, 0.1, "loss")));
        best.add(1, loss(1));
        assertThat(best.add(2, loss(0.95))).isFalse();
        assertThat(best.add(3, loss(0.85))).isTrue();
    }

    @Test
    void largerAccuracyIsBetter() {
        BestEpoch best = new BestEpoch(Optional.of(new EarlyStopping(2, 0, "accuracy")));
        assertThat(best.add(1, new Metrics(1, OptionalDouble.of(0.5)))).isTrue();
        assertThat(best.add(2, new Metrics(0.1, OptionalDouble.of(0.4)))).isFalse();
        assertThat(best.add(3, new Metrics(5, OptionalDouble.of(0.6)))).isTrue();
    }

    @Test
    void exactlyTheWeightsThatWereEvaluatedAreRestored() {
        TrainingSpecBuilder spec = SmallRuns.sixtySteps()
                .data(new DataChoice.Given(SmallRuns.data(20, 1), Optional.of(SmallRuns.data(40, 9)), Optional.empty()))
                .optimizer("adam", Map.of("lr", 0.05))
                .earlyStopping(new EarlyStopping(5, 0, "loss"))
                .epochs(200);
        TrainingResult result = SmallRuns.train(spec.build());
        result.model().close();

        EpochReport best = result.history().stream()
                .min(Comparator.comparingDouble(
                        report -> report.validation().orElseThrow().loss()))
                .orElseThrow();
        assertThat(result.bestEpoch()).isEqualTo(best.epoch());
        assertThat(result.epochs()).isEqualTo(best.epoch() + 5);
        assertThat(result.validation()).isEqualTo(best.validation());
    }

    @Test
    void withoutAValidationPartThereIsNothingToWatch() {
        assertThatThrownBy(() -> SmallRuns.train(SmallRuns.sixtySteps()
                        .earlyStopping(new EarlyStopping(5, 0, "loss"))
                        .build()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("early-stopping needs a validation part to watch")
                .hasMessageContaining("validation: 0.1");
        assertThatThrownBy(() ->
                        SmallRuns.train(SmallRuns.sixtySteps().keepBest(true).build()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("keep: best needs a validation part");
    }
}
