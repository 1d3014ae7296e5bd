package dev.occam.engine.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.occam.StudyResult.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages and documents of made-up results, where nothing is trained. */
class PagesTest {
    private static final Size SIZE = Size.of(6, false);

    @Test
    void thePageOfTheRegularizersHasAPartForEachDataSet() throws Exception {
        Findings findings = RegularizersStudy.findings(Scenes.SIX.stream()
                .map(scene -> MadeUpRuns.of(scene, (arm, values) -> {}))
                .toList());

        String page = StudyPage.of(new RegularizersStudy(), findings, SIZE, "occam study regularizers");
        JsonNode document = document(new RegularizersStudy(), findings);

        assertThat(page)
                .contains("Which rule helps where", "sparse (synthetic)", "weight decay + dropout + early stopping");
        assertThat(page.split("<svg", -1)).hasSize(1 + Scenes.SIX.size());
        assertThat(page).doesNotContain("NaN", "no figure", "<script");
        assertThat(document.at("/sections")).hasSize(1 + Scenes.SIX.size());
        assertThat(document.at("/data/5/name").asText()).isEqualTo("Friedman (synthetic)");
        assertThat(document.at("/times/claims")).isEmpty();
    }

    @Test
    void thePageOfTheOptimizersHasTwoHeatMapsForEachDataSet() throws Exception {
        Findings findings = OptimizersStudy.findings(List.of(
                MadeUpRuns.of(Scenes.ADAM_DIGITS, (arm, values) -> {}),
                MadeUpRuns.of(Scenes.ADAM_LOANS, (arm, values) -> {})));

        String page = StudyPage.of(new OptimizersStudy(), findings, SIZE, "occam study optimizers");

        assertThat(page.split("class=\"heat\"", -1)).hasSize(5);
        assertThat(page).contains("Adam, decoupled: test accuracy").doesNotContain("NaN", "no figure", "<script");
        assertThat(document(new OptimizersStudy(), findings).at("/claims")).hasSize(8);
    }

    @Test
    void theControlOfFullSizeIsHeldToWithinAPoint() {
        Evidence nothing = MadeUpRuns.of(Scenes.FASHION, (arm, values) -> {});
        Evidence much = MadeUpRuns.of(
                Scenes.FASHION, (arm, values) -> values.put(Measure.TEST_ACCURACY, arm.decay() > 0 ? 0.9 : 0.8));
        List<Double> strengths = List.of(0.0, 1e-4);

        assertThat(new FashionControl(nothing, strengths).ruling().outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(new FashionControl(much, strengths).ruling().outcome()).isEqualTo(Outcome.CONTRADICTED);
        assertThat(new FashionControl(nothing, strengths).section().blocks()).hasSize(3);
    }

    private static JsonNode document(Study study, Findings findings) throws Exception {
        return new ObjectMapper().readTree(StudyDocument.of(study, findings, SIZE));
    }
}
