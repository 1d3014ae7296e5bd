package dev.occam.engine.study;

import static dev.occam.StudyResult.Outcome.CONTRADICTED;
import static dev.occam.StudyResult.Outcome.SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.StudyResult.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OtherClaimsTest {
    @Test
    void aRuleThatBeatsDecaySomewhereMakesDecayNotUniversal() {
        List<Evidence> scenes = Scenes.SIX.stream()
                .map(scene -> MadeUpRuns.of(scene, (arm, values) -> {
                    double loss = arm.equals(Arm.NONE) ? 1 : arm.decay() > 0 ? 0.8 : 0.9;
                    boolean best =
                            scene.data() == StudyData.SPARSE && arm.name().startsWith("l1");
                    values.put(Measure.TEST_LOSS, best ? 0.5 : loss);
                }))
                .toList();

        List<Ruling> rulings = RegularizersStudy.rulings(scenes);

        assertThat(outcome(rulings, "decay-is-not-universal", "all of them")).isEqualTo(SUPPORTED);
        assertThat(outcome(rulings, "decay-helps", "credit")).isEqualTo(SUPPORTED);
        assertThat(outcome(rulings, "data-beat-decay", "credit")).isEqualTo(CONTRADICTED);
        assertThat(outcome(rulings, "combinations-help", "credit")).isEqualTo(CONTRADICTED);
    }

    @Test
    void dataThatHelpMoreThanDecayAreFound() {
        List<Evidence> scenes = Scenes.SIX.stream()
                .map(scene -> MadeUpRuns.of(
                        scene, (arm, values) -> values.put(Measure.TEST_LOSS, arm.moreData() ? 0.4 : 0.8)))
                .toList();

        assertThat(RegularizersStudy.rulings(scenes))
                .filteredOn(ruling -> ruling.name().equals("data-beat-decay"))
                .hasSize(6)
                .allSatisfy(ruling -> assertThat(ruling.outcome()).isEqualTo(SUPPORTED));
    }

    @Test
    void aCombinationThatGainsIsFound() {
        List<Evidence> scenes = Scenes.SIX.stream()
                .map(scene -> MadeUpRuns.of(
                        scene,
                        (arm, values) ->
                                values.put(Measure.TEST_LOSS, arm.decay() > 0 && arm.earlyStopping() ? 0.6 : 0.8)))
                .toList();

        assertThat(outcome(RegularizersStudy.rulings(scenes), "combinations-help", "churn"))
                .isEqualTo(SUPPORTED);
    }

    @Test
    void decoupledDecayThatIsBetterUnderAdamIsFound() {
        Map<String, Outcome> outcomes = optimizers((arm, values) -> {
            boolean adam = arm.learner().orElseThrow().name().equals("adam");
            boolean decoupled = arm.name().startsWith("decoupled");
            values.put(Measure.TEST_ACCURACY, adam && decoupled ? 0.9 : 0.8);
            values.put(Measure.VALIDATION_LOSS, adam && decoupled ? 0.5 : 0.6);
            values.put(Measure.MEAN_WEIGHT, adam && decoupled ? 0.1 : 0.2);
        });

        assertThat(outcomes)
                .containsEntry("same-under-gradient-descent", SUPPORTED)
                .containsEntry("same-under-adam", CONTRADICTED)
                .containsEntry("decoupled-generalizes-better", SUPPORTED)
                .containsEntry("decoupled-moves-with-the-rate", CONTRADICTED);
    }

    @Test
    void aCoupledStrengthThatDoesNotFitAnotherRateIsFound() {
        Map<String, Outcome> outcomes = optimizers((arm, values) -> {
            double rate = arm.learner().orElseThrow().rate();
            boolean coupled = arm.name().startsWith("l2");
            double best = coupled && rate > 0.02 ? 1e-1 : 1e-3;
            boolean fits = arm.decay() == best;
            values.put(Measure.TEST_ACCURACY, fits ? 0.9 : 0.8);
            values.put(Measure.VALIDATION_LOSS, fits ? 0.4 : 0.6);
        });

        assertThat(outcomes).containsEntry("decoupled-moves-with-the-rate", SUPPORTED);
    }

    private static Map<String, Outcome> optimizers(BiConsumer<Arm, Map<Measure, Double>> world) {
        return OptimizersStudy.rulings(MadeUpRuns.of(Scenes.ADAM_DIGITS, world)).stream()
                .collect(Collectors.toMap(Ruling::name, Ruling::outcome));
    }

    private static Outcome outcome(List<Ruling> rulings, String name, String data) {
        return rulings.stream()
                .filter(ruling -> ruling.name().equals(name) && ruling.data().equals(data))
                .findFirst()
                .orElseThrow()
                .outcome();
    }
}
