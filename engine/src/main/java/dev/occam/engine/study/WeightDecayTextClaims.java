package dev.occam.engine.study;

import dev.occam.StudyResult.Outcome;
import dev.occam.engine.report.IntervalChart;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.study.Evidence.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the text of the article says beside its tables: misconceptions, questions and advice. */
final class WeightDecayTextClaims {
    /** Of accuracy: half a point. */
    private static final double ACCURACY = 0.005;

    /** Of log₁₀ of a learning rate or a strength: a fifth of a decade. */
    private static final double DECADES = 0.2;

    /** Weights a tenth as large would be very small. */
    private static final double VERY_SMALL = Math.log(0.1);

    private static final double FIVE_PERCENT = Math.log(1.05);

    private final WeightDecayTables tables;
    private final List<Ruling> rulings = new ArrayList<>();

    WeightDecayTextClaims(WeightDecayTables tables) {
        this.tables = tables;
    }

    List<Ruling> rulings() {
        notAlways();
        overfittingRemains();
        otherTechniques();
        tables.scenes().forEach(this::weightsStayLarge);
        tables.scenes().forEach(this::noWeightDominates);
        tables.scenes().forEach(this::tooStrong);
        strengthDependsOnData();
        biases();
        rates();
        return List.copyOf(rulings);
    }

    private void notAlways() {
        List<Outcome> helps = tables.scenes().stream()
                .map(scene -> Decision.more(tables.gain(scene), ACCURACY))
                .toList();
        rulings.add(new Ruling(
                "not-always-better",
                "misconceptions",
                "Decay does not always improve a model.",
                "all of them",
                Decision.not(Decision.all(helps)),
                tables.scenes().stream()
                        .map(scene -> scene.scene().name() + " " + Quantity.POINTS.text(tables.gain(scene)))
                        .collect(Collectors.joining("; ")),
                false));
    }

    private void overfittingRemains() {
        Evidence few = tables.scenes().get(1);
        Condition with = tables.with(few);
        Estimate gap =
                Estimate.ofPairs(few.values(with, Measure.TRAIN_ACCURACY), few.values(with, Measure.TEST_ACCURACY));
        add(
                "overfitting-remains",
                "misconceptions",
                "Decay does not end overfitting: training accuracy stays above test accuracy.",
                few,
                Decision.more(gap, ACCURACY),
                Quantity.POINTS.text(gap) + " points");
    }

    private void otherTechniques() {
        Evidence scene = tables.main();
        List<Condition> all = WeightDecayStudy.Techniques.conditions(scene);
        Condition decay = all.get(1);
        Estimate l1 = scene.difference(all.get(2), decay, Measure.TEST_ACCURACY);
        Estimate dropout = scene.difference(all.get(4), decay, Measure.TEST_ACCURACY);
        add(
                "another-rule-does-better",
                "misconceptions",
                "Another rule does better than decay on unseen data: L1 or dropout.",
                scene,
                Decision.any(List.of(Decision.more(l1, ACCURACY, 2), Decision.more(dropout, ACCURACY, 2))),
                "points of test accuracy over decay: L1 %s, dropout %s"
                        .formatted(Quantity.POINTS.text(l1), Quantity.POINTS.text(dropout)));
        Estimate both = scene.difference(all.get(5), decay, Measure.TEST_ACCURACY);
        add(
                "combination-does-better",
                "misconceptions",
                "Decay with another technique (L1) does better on unseen data than decay alone.",
                scene,
                Decision.more(both, ACCURACY),
                Quantity.POINTS.text(both) + " points of test accuracy");
    }

    private void weightsStayLarge(Evidence scene) {
        Estimate ratio = scene.ratio(tables.with(scene), tables.none(scene), Measure.MEAN_WEIGHT);
        Estimate above = new Estimate(ratio.mean() - VERY_SMALL, ratio.standardError(), ratio.degrees());
        add(
                "weights-are-not-tiny",
                "misconceptions",
                "The best λ does not make all weights very small: their mean size stays above a tenth.",
                scene,
                Decision.more(above, FIVE_PERCENT),
                "mean size with decay against without: " + Quantity.RATIO.text(ratio));
    }

    private void noWeightDominates(Evidence scene) {
        Estimate ratio = scene.ratio(tables.none(scene), tables.with(scene), Measure.PEAK_WEIGHT);
        add(
                "no-weight-dominates",
                "text",
                "Decay keeps single weights from dominating: the largest of a layer is smaller against its root mean square.",
                scene,
                Decision.more(ratio, FIVE_PERCENT),
                "largest against root mean square, without against with decay: " + Quantity.RATIO.text(ratio));
    }

    private void tooStrong(Evidence scene) {
        double strongest = WeightDecayStudy.STRENGTHS.get(WeightDecayStudy.STRENGTHS.size() - 1);
        Condition most = scene.fixed(Arm.l2(strongest));
        Estimate train = scene.difference(tables.none(scene), most, Measure.TRAIN_ACCURACY);
        Estimate test = scene.difference(tables.none(scene), most, Measure.TEST_ACCURACY);
        add(
                "too-much-underfits",
                "questions",
                "A λ that is too large underfits: at λ = %s both parts are predicted worse than without decay."
                        .formatted(IntervalChart.strength(strongest)),
                scene,
                Decision.all(List.of(Decision.more(train, ACCURACY), Decision.more(test, ACCURACY))),
                "points lost: training %s, test %s".formatted(Quantity.POINTS.text(train), Quantity.POINTS.text(test)));
    }

    /** Both are learnt by the same network. */
    private void strengthDependsOnData() {
        Evidence noisy = tables.scenes().get(0);
        Evidence few = tables.scenes().get(1);
        Estimate distance = Estimate.ofPairs(strengths(noisy), strengths(few));
        rulings.add(new Ruling(
                "best-strength-depends-on-data",
                "misconceptions",
                "The best λ is another for other data.",
                noisy.scene().name() + ", " + few.scene().name(),
                Decision.not(Decision.same(distance, DECADES)),
                "the λ that validation chooses for the first against the second: %s decades"
                        .formatted(Quantity.DIFFERENCE.text(distance)),
                false));
    }

    /** For each seed log₁₀ of the chosen strength; NaN where its run diverged. */
    private double[] strengths(Evidence scene) {
        Condition chosen = tables.with(scene);
        double[] losses = scene.values(chosen, Measure.VALIDATION_LOSS);
        double[] strengths = new double[losses.length];
        for (int i = 0; i < strengths.length; i++) {
            double decay = chosen.arms().get(i).decay();
            strengths[i] = Double.isNaN(losses[i]) ? Double.NaN : Math.log10(decay);
        }
        return strengths;
    }

    private void biases() {
        Evidence scene = tables.main();
        Condition weights = scene.chosen("weights", WeightDecayStudy.Techniques.COUPLED);
        Condition all = scene.chosen("biases, too", WeightDecayStudy.Techniques.COUPLED_ON_ALL);
        Estimate difference = scene.difference(all, weights, Measure.TEST_ACCURACY);
        add(
                "biases-need-no-decay",
                "questions",
                "Biases need no decay: with it the model predicts unseen data as well as without.",
                scene,
                Decision.same(difference, 2 * ACCURACY),
                Quantity.POINTS.text(difference) + " points of test accuracy");
    }

    private void rates() {
        Evidence scene = tables.heatEvidence();
        List<Double> strengths = WeightDecayStudy.HEAT_STRENGTHS;
        double low = strengths.get(1);
        double high = strengths.get(strengths.size() - 1);
        Estimate shift = Estimate.ofPairs(bestRates(scene, high), bestRates(scene, low));
        add(
                "more-decay-larger-rates",
                "text",
                "More decay goes with larger learning rates, less with smaller ones.",
                scene,
                Decision.more(shift, DECADES),
                "from λ = %s to %s the best rate moves by %s decades"
                        .formatted(
                                IntervalChart.strength(low),
                                IntervalChart.strength(high),
                                Quantity.DIFFERENCE.text(shift)));
    }

    /** For each seed log₁₀ of the learning rate with the smallest validation loss; NaN where all diverged. */
    private static double[] bestRates(Evidence scene, double lambda) {
        Condition best = scene.chosen(
                "best",
                WeightDecayStudy.HEAT_RATES.stream()
                        .map(rate -> WeightDecayStudy.heatArm(lambda, rate))
                        .toList());
        double[] losses = scene.values(best, Measure.VALIDATION_LOSS);
        double[] rates = new double[losses.length];
        for (int i = 0; i < rates.length; i++) {
            Arm.Learner learner = best.arms().get(i).learner().orElse(Scenes.NOISY_DIGITS.learner());
            rates[i] = Double.isNaN(losses[i]) ? Double.NaN : Math.log10(learner.rate());
        }
        return rates;
    }

    private void add(String name, String source, String claim, Evidence scene, Outcome outcome, String figures) {
        rulings.add(new Ruling(name, source, claim, scene.scene().name(), outcome, figures, false));
    }
}
