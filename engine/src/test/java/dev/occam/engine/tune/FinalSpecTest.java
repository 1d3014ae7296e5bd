package dev.occam.engine.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Choice;
import dev.occam.RegularizerChoice;
import dev.occam.SpecSource;
import dev.occam.TrainingSpec;
import dev.occam.engine.data.Splits;
import dev.occam.engine.train.TrainingSetup;
import dev.occam.engine.wiring.Workshops;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinalSpecTest {
    @TempDir
    private Path folder;

    /** Trials of 40 rows make 5 steps of 8; 80 rows make 10. */
    private FinalSpec twiceTheRows(String rules, String... more) {
        Workshop workshop = Workshops.real();
        SpecSource source = Searches.spec(
                "data: {path: '" + Searches.line(folder, 40, 0.1, 1, 2) + "', test: 0}",
                "model: [{dense: {units: 1}}]",
                "loss: mean-squared-error",
                "optimizer: {sgd: {lr: 0.1}}",
                "regularizers: [" + rules + "]",
                "batch: 8",
                "validation: 0.5",
                "epochs: 12",
                String.join("\n", more));
        TrainingSpec spec = workshop.read(source);
        Splits splits = workshop.data(spec);
        TrainingSetup setup = workshop.setup(spec, splits.prepare(splits.validation(splits.rows())));
        return FinalSpec.of(setup, 7, 40, 80);
    }

    private static Object lambda(FinalSpec spec, int rule) {
        RegularizerChoice choice = spec.spec().regularizers().get(rule);
        return ((Choice.Named<?>) choice.regularizer()).options().get("lambda");
    }

    @ParameterizedTest
    @CsvSource({
        "per-lr, 0.2, 0.1",
        "per-schedule, 0.2, 0.1",
        "per-step, 0.2, 0.1",
        "corrected, 0.2, 0.1",
        "timescale-steps, 50, 100"
    })
    void aDecayForgetsInTheSameNumberOfEpochs(String unit, double before, double after) {
        FinalSpec last = twiceTheRows("{decoupled-decay: {lambda: " + before + ", unit: " + unit + "}}");

        assertThat(lambda(last, 0)).isEqualTo(after);
        assertThat(last.notes()).singleElement().asString().contains("80 rows instead of 40 make 10 steps");
    }

    @Test
    void aTimescaleInEpochsStaysAsItIs() {
        FinalSpec last = twiceTheRows("{decoupled-decay: {lambda: 10, unit: timescale-epochs}}");

        assertThat(lambda(last, 0)).isEqualTo(10.0);
        assertThat(last.notes()).isEmpty();
    }

    @Test
    void onlyDecayIsScaledWhereverItStands() {
        FinalSpec last =
                twiceTheRows("{l2: {lambda: 0.3}}, {l1: {lambda: 0.4}}, {decoupled-decay: {lambda: 0.5, on: biases}}");

        assertThat(List.of(lambda(last, 0), lambda(last, 1), lambda(last, 2))).isEqualTo(List.of(0.3, 0.4, 0.25));
        assertThat(last.spec().regularizers().get(2).on()).containsExactly("biases");
    }

    @Test
    void noDecayNeedsNoNote() {
        assertThat(twiceTheRows("{decoupled-decay: {lambda: 0}}").notes()).isEmpty();
    }

    @Test
    void whatHasNothingToDoWithMoreRowsStays() {
        FinalSpec last = twiceTheRows("{decoupled-decay: {lambda: 0.2}}", "shuffle: false\nclip-norm: 1");
        TrainingSpec full = twiceTheRows("{decoupled-decay: {lambda: 0.2}}").spec();

        assertThat(last.spec().shuffle()).isFalse();
        assertThat(last.spec().clipping()).isPresent();
        assertThat(full.validation()).isZero();
        assertThat(full.epochs()).isEqualTo(12);
    }

    @Test
    void whatStoppedByValidationTrainsAsLongAsTheTrialsKept() {
        FinalSpec last = twiceTheRows("", "keep: best");

        assertThat(last.spec().epochs()).isEqualTo(7);
        assertThat(last.spec().keepBest()).isFalse();
        assertThat(last.notes())
                .containsExactly(
                        "Nothing is held out here to stop by: 7 epochs, the mean of those that the trials kept.");
    }
}
