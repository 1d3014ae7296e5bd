package dev.occam.engine.study;

import static dev.occam.StudyResult.Outcome.CONTRADICTED;
import static dev.occam.StudyResult.Outcome.SUPPORTED;
import static dev.occam.StudyResult.Outcome.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.StudyResult.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class WeightDecayClaimsTest {
    /** The world of the article: all that it says is so. */
    private static void article(Arm arm, Map<Measure, Double> values) {
        double decay = MadeUpRuns.log10(arm.decay());
        boolean l1 = arm.name().contains("l1");
        boolean dropout = arm.name().contains("dropout");
        double rate = arm.learner()
                .map(Arm.Learner::rate)
                .orElse(Scenes.NOISY_DIGITS.learner().rate());
        values.put(Measure.TRAIN_ACCURACY, 0.80 + 0.02 * decay + (l1 ? 0.05 : 0) - (dropout ? 0.05 : 0));
        values.put(Measure.TEST_ACCURACY, 0.70 + 0.02 * decay + (dropout ? 0.05 : 0));
        values.put(
                Measure.VALIDATION_LOSS,
                1 - 0.05 * decay + 0.01 * Math.abs(Math.log10(rate) - (arm.decay() >= 0.1 ? -0.3 : -1.7)));
        values.put(Measure.MEAN_WEIGHT, 0.5 / (1 + decay));
        values.put(Measure.PEAK_WEIGHT, 5 / (1 + decay));
        values.put(Measure.EFFECTIVE_PARAMETERS, 1_000 / (1 + decay));
        values.put(Measure.EFFECTIVE_AT_COMMON, 500 / (1 + decay));
        values.put(Measure.SPECTRAL_NORMS, 10 / (1 + decay));
        values.put(Measure.SETTLED, arm.decay() > 0 ? 80.0 : 100.0);
        values.put(Measure.NON_ZEROS, l1 ? 0.4 : 1);
    }

    /** A world where no rule does anything. */
    private static void nothing(Arm arm, Map<Measure, Double> values) {
        assertThat(values).as(arm.name()).isNotEmpty();
    }

    @Test
    void inTheWorldOfTheArticleItsClaimsAreSupported() {
        Map<String, Set<Outcome>> outcomes = outcomes(WeightDecayClaimsTest::article);

        assertThat(outcomes)
                .containsEntry("training-accuracy-rises", Set.of(SUPPORTED))
                .containsEntry("generalization-improves", Set.of(SUPPORTED))
                .containsEntry("weights-shrink", Set.of(SUPPORTED))
                .containsEntry("complexity-falls", Set.of(SUPPORTED))
                .containsEntry("network-is-simpler", Set.of(SUPPORTED))
                .containsEntry("stretch-falls", Set.of(SUPPORTED))
                .containsEntry("both-train-better", Set.of(SUPPORTED))
                .containsEntry("decay-trains-better-than-dropout", Set.of(SUPPORTED))
                .containsEntry("dropout-helps-too", Set.of(SUPPORTED))
                .containsEntry("converges-faster", Set.of(SUPPORTED))
                .containsEntry("test-accuracy-rises", Set.of(SUPPORTED))
                .containsEntry("l1-makes-zeros", Set.of(SUPPORTED))
                .containsEntry("weights-stay-in-use", Set.of(SUPPORTED))
                .containsEntry("overfitting-remains", Set.of(SUPPORTED))
                .containsEntry("more-decay-larger-rates", Set.of(SUPPORTED))
                .containsEntry("weights-are-not-tiny", Set.of(SUPPORTED))
                .containsEntry("no-weight-dominates", Set.of(SUPPORTED))
                .containsEntry("biases-need-no-decay", Set.of(SUPPORTED))
                .containsEntry("another-rule-does-better", Set.of(CONTRADICTED))
                .containsEntry("combination-does-better", Set.of(CONTRADICTED))
                .containsEntry("too-much-underfits", Set.of(CONTRADICTED))
                .containsEntry("best-strength-depends-on-data", Set.of(CONTRADICTED))
                .containsEntry("not-always-better", Set.of(CONTRADICTED));
    }

    @Test
    void aRunThatTakesLongerWithDecayContradictsThatItTakesLess() {
        assertThat(outcomes(WeightDecayClaimsTest::nothing))
                .containsEntry("training-takes-less-time", Set.of(CONTRADICTED))
                .containsEntry("training-takes-more-time", Set.of(SUPPORTED));
    }

    @Test
    void whereNoRuleDoesAnythingTheClaimsAreContradicted() {
        Map<String, Set<Outcome>> outcomes = outcomes(WeightDecayClaimsTest::nothing);

        assertThat(outcomes)
                .containsEntry("training-accuracy-rises", Set.of(CONTRADICTED))
                .containsEntry("generalization-improves", Set.of(CONTRADICTED))
                .containsEntry("weights-shrink", Set.of(CONTRADICTED))
                .containsEntry("complexity-falls", Set.of(CONTRADICTED))
                .containsEntry("converges-faster", Set.of(CONTRADICTED))
                .containsEntry("no-weight-dominates", Set.of(CONTRADICTED))
                .containsEntry("more-decay-larger-rates", Set.of(CONTRADICTED))
                .containsEntry("not-always-better", Set.of(SUPPORTED))
                .containsEntry("decay-is-l2", Set.of(SUPPORTED));
    }

    /** λ = 1 spoils everything, biases matter, dropout is best, and decay makes weights vanish. */
    @Test
    void whereTheTextIsWrongItIsContradicted() {
        Map<String, Set<Outcome>> outcomes = outcomes((arm, values) -> {
            boolean all = arm.name().endsWith("on all");
            boolean both = arm.name().contains(" + ");
            double spoilt = arm.decay() >= 1 ? 0.5 : 0;
            values.put(Measure.TRAIN_ACCURACY, 0.9 - spoilt);
            values.put(
                    Measure.TEST_ACCURACY,
                    0.8
                            - spoilt
                            - (all ? 0.05 : 0)
                            + (both ? 0.02 : 0)
                            + (arm.name().contains("dropout") ? 0.04 : 0));
            values.put(Measure.MEAN_WEIGHT, arm.decay() > 0 ? 0.01 : 0.2);
        });

        assertThat(outcomes)
                .containsEntry("too-much-underfits", Set.of(SUPPORTED))
                .containsEntry("another-rule-does-better", Set.of(SUPPORTED))
                .containsEntry("combination-does-better", Set.of(SUPPORTED))
                .containsEntry("biases-need-no-decay", Set.of(CONTRADICTED))
                .containsEntry("weights-are-not-tiny", Set.of(CONTRADICTED));
    }

    @Test
    void whereDataWantAnotherStrengthThatIsFound() {
        BiConsumer<Arm, Map<Measure, Double>> first =
                (arm, values) -> values.put(Measure.VALIDATION_LOSS, 1 + Math.abs(Math.log10(arm.decay() / 0.03)));
        BiConsumer<Arm, Map<Measure, Double>> second =
                (arm, values) -> values.put(Measure.VALIDATION_LOSS, 1 + Math.abs(Math.log10(arm.decay() / 0.001)));

        List<Ruling> rulings = new WeightDecayClaims(tables(first, second)).rulings();

        assertThat(rulings)
                .filteredOn(ruling -> ruling.name().equals("best-strength-depends-on-data"))
                .singleElement()
                .satisfies(ruling -> {
                    assertThat(ruling.outcome()).isEqualTo(SUPPORTED);
                    assertThat(ruling.data()).isEqualTo("noisy digits, few digits");
                    assertThat(ruling.figures()).contains("+1.48 (+1.48 to +1.48) decades");
                });
    }

    @Test
    void whereEverySeedSaysSomethingElseNothingIsDecided() {
        double[] sign = {1};
        Map<String, Set<Outcome>> outcomes = outcomes((arm, values) -> {
            sign[0] = -sign[0];
            double wild = 1
                    + 0.4 * sign[0] * Math.sin(17 * arm.decay() + 3 * arm.name().hashCode());
            values.replaceAll((measure, value) -> value * wild);
        });

        assertThat(outcomes.get("generalization-improves")).contains(UNDECIDED);
        assertThat(outcomes.get("complexity-falls")).containsExactly(UNDECIDED);
    }

    @Test
    void whatDivergedDecidesNothing() {
        Map<String, Set<Outcome>> outcomes = outcomes((arm, values) -> values.clear());

        outcomes.keySet().removeIf(claim -> claim.startsWith("training-takes"));
        assertThat(outcomes.values()).allSatisfy(each -> assertThat(each).containsExactly(UNDECIDED));
    }

    @Test
    void theTablesAreTheEightOfTheArticleAndTheLearningRate() {
        List<Section> sections = tables(WeightDecayClaimsTest::article).sections();

        assertThat(sections.stream().map(Section::title))
                .containsExactly(
                        "1. Training accuracy",
                        "2. Generalization",
                        "3. Mean size of a weight",
                        "4. Complexity",
                        "5. Rules compared",
                        "6. Training time",
                        "7. Convergence",
                        "8. Test accuracy",
                        "λ and the learning rate");
        assertThat(sections)
                .filteredOn(Section::timed)
                .extracting(Section::name)
                .containsExactly("training-time");
    }

    @Test
    void theStrengthsCoverSixDecades() {
        List<Double> positive =
                WeightDecayStudy.STRENGTHS.stream().filter(lambda -> lambda > 0).toList();

        assertThat(positive.get(positive.size() - 1) / positive.get(0)).isGreaterThanOrEqualTo(1e6 * (1 - 1e-12));
        assertThat(WeightDecayStudy.STRENGTHS)
                .contains(0.0)
                .containsAll(WeightDecayStudy.ARTICLE)
                .isSorted();
    }

    private static WeightDecayTables tables(BiConsumer<Arm, Map<Measure, Double>> world) {
        return tables(world, world);
    }

    private static WeightDecayTables tables(
            BiConsumer<Arm, Map<Measure, Double>> main, BiConsumer<Arm, Map<Measure, Double>> others) {
        List<Evidence> scenes = List.of(
                MadeUpRuns.of(Scenes.NOISY_DIGITS, main),
                MadeUpRuns.of(Scenes.FEW_DIGITS, others),
                MadeUpRuns.of(Scenes.CUSTOMERS, others));
        return new WeightDecayTables(scenes, scenes.get(0), List.of(Arm.NONE, Arm.l2(0.01)), 6);
    }

    private static Map<String, Set<Outcome>> outcomes(BiConsumer<Arm, Map<Measure, Double>> world) {
        Map<String, Set<Outcome>> outcomes = new HashMap<>();
        for (Ruling ruling : new WeightDecayClaims(tables(world)).rulings()) {
            assertThat(ruling.figures()).isNotBlank();
            outcomes.computeIfAbsent(ruling.name(), name -> new HashSet<>()).add(ruling.outcome());
        }
        return outcomes;
    }
}
