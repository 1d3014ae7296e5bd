package dev.occam.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Metrics;
import dev.occam.SearchRange;
import dev.occam.SearchStrategy;
import dev.occam.SpecSource;
import dev.occam.TuningResult;
import dev.occam.TuningResult.Estimate;
import dev.occam.TuningResult.Trial;
import dev.occam.TuningSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TunePageTest {
    private static final String HOSTILE = "</svg><script>alert(1)</script>\"'&";

    private static String page(List<Double> losses, SearchRange... over) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            Map<String, String> values = new LinkedHashMap<>();
            for (SearchRange range : over) {
                values.put(
                        range.path(),
                        range instanceof SearchRange.Choices choices
                                ? choices.values().get(i % 2)
                                : "1e-" + i);
            }
            double loss = losses.get(i);
            boolean failed = Double.isInfinite(loss);
            trials.add(new Trial(
                    i + 1,
                    values,
                    List.of(loss),
                    failed
                            ? new Estimate(loss, Double.NaN, Double.NaN, Double.NaN)
                            : new Estimate(loss, 0.01, loss - 0.02, loss + 0.02),
                    failed ? Optional.empty() : Optional.of(new Estimate(loss - losses.get(0), 0, -0.01, 0.01)),
                    OptionalDouble.empty(),
                    20,
                    failed ? Optional.of(HOSTILE) : Optional.empty()));
        }
        TuningResult result = new TuningResult(
                trials,
                0,
                1,
                1,
                "5 folds",
                List.of("It is " + HOSTILE),
                Optional.of(new TuningResult.Nested(
                        new Estimate(0.3, 0.01, 0.2, 0.4),
                        OptionalDouble.empty(),
                        0.2,
                        List.of(trials.get(0).values()))),
                new TuningResult.Refit(
                        Path.of("refit"),
                        20,
                        new Metrics(0.1, OptionalDouble.empty()),
                        Optional.empty(),
                        List.of(HOSTILE)),
                1.5,
                Path.of("tune"));
        TuningSpec request = new TuningSpec(
                new SpecSource("spec.yaml", Optional.empty(), List.of()),
                List.of(over),
                SearchStrategy.GRID,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                TuningSpec.Choose.SIMPLEST);
        return TunePage.html(request, result);
    }

    @Test
    void theCurveHasItsPointsIntervalsAndMarks() {
        String page = page(List.of(0.2, 0.21, 0.25, Double.POSITIVE_INFINITY), SearchRange.of("l2.lambda=log:1e-4..1"));

        assertThat(page.split("class=\"dot\"", -1)).hasSize(1 + 2 * 3);
        assertThat(page.split("class=\"whisker\"", -1)).hasSize(1 + 2 * 3);
        assertThat(page)
                .contains("loss by l2.lambda", "<line class=\"best\"", "<line class=\"kept\"", "class=\"limit\"")
                .contains("class=\"failed\"", "diverged", "honest loss")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void lossesThatAreFarApartAreShownLogarithmically() {
        assertThat(page(List.of(0.1, 0.2, 2.0), SearchRange.of("l2.lambda=log:1e-4..1")))
                .contains("loss by l2.lambda <small>logarithmic</small>");
    }

    @Test
    void whatUsersWroteStaysText() {
        String page = page(
                List.of(0.2, 0.21),
                new SearchRange.Choices("a." + HOSTILE, List.of(HOSTILE, "b")),
                SearchRange.of("l2.lambda=lin:0..1"));

        assertThat(page).doesNotContain("<script", "</svg><s").contains("&lt;script&gt;");
    }

    @Test
    void aSingleValueAndEqualLossesStillMakeACurve() {
        assertThat(page(List.of(0.2, 0.2), SearchRange.of("x=lin:0..1")))
                .contains("<path d=\"M")
                .doesNotContain("NaN");
    }
}
