package dev.occam.engine.study;

import dev.occam.StudyResult.Outcome;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.study.Evidence.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the tables of the article claim, held against the runs. Beside each rule stands the smallest difference that would matter. */
final class WeightDecayClaims {
    /** Of accuracy: half a point. */
    private static final double ACCURACY = 0.005;

    /** Of logarithms: one percent. */
    private static final double ONE_PERCENT = Math.log(1.01);

    private static final double FIVE_PERCENT = Math.log(1.05);

    private final WeightDecayTables tables;
    private final List<Ruling> rulings = new ArrayList<>();

    WeightDecayClaims(WeightDecayTables tables) {
        this.tables = tables;
    }

    List<Ruling> rulings() {
        for (Evidence scene : tables.scenes()) {
            steps(
                    scene,
                    "training-accuracy-rises",
                    "table 1",
                    "Training accuracy rises with λ, from 0.001 over 0.01 to 0.1.",
                    Measure.TRAIN_ACCURACY);
        }
        tables.scenes().forEach(this::generalization);
        tables.scenes().forEach(this::magnitude);
        complexity();
        techniques();
        time();
        tables.scenes().forEach(this::convergence);
        for (Evidence scene : tables.scenes()) {
            steps(
                    scene,
                    "test-accuracy-rises",
                    "table 8",
                    "Test accuracy rises with λ, from 0.001 over 0.01 to 0.1.",
                    Measure.TEST_ACCURACY);
        }
        rulings.addAll(new WeightDecayTextClaims(tables).rulings());
        return List.copyOf(rulings);
    }

    private void steps(Evidence scene, String name, String source, String claim, Measure measure) {
        List<Estimate> steps = new ArrayList<>();
        for (int i = 1; i < WeightDecayStudy.ARTICLE.size(); i++) {
            Condition smaller = scene.fixed(Arm.l2(WeightDecayStudy.ARTICLE.get(i - 1)));
            Condition larger = scene.fixed(Arm.l2(WeightDecayStudy.ARTICLE.get(i)));
            steps.add(scene.difference(larger, smaller, measure));
        }
        add(
                name,
                source,
                claim,
                scene,
                Decision.all(steps.stream()
                        .map(step -> Decision.more(step, ACCURACY))
                        .toList()),
                "points a step: " + steps.stream().map(Quantity.POINTS::text).collect(Collectors.joining(", then ")));
    }

    private void generalization(Evidence scene) {
        Estimate loss = scene.ratio(tables.with(scene), tables.none(scene), Measure.TEST_LOSS);
        add(
                "generalization-improves",
                "table 2",
                "Decay improves the accuracy on unseen data.",
                scene,
                Decision.more(tables.gain(scene), ACCURACY),
                "%s points of test accuracy; test loss %s"
                        .formatted(Quantity.POINTS.text(tables.gain(scene)), Quantity.RATIO.text(loss)));
    }

    private void magnitude(Evidence scene) {
        List<Estimate> steps = new ArrayList<>();
        for (int i = 1; i < WeightDecayStudy.ARTICLE.size(); i++) {
            Condition smaller = scene.fixed(Arm.l2(WeightDecayStudy.ARTICLE.get(i - 1)));
            Condition larger = scene.fixed(Arm.l2(WeightDecayStudy.ARTICLE.get(i)));
            steps.add(scene.ratio(smaller, larger, Measure.MEAN_WEIGHT));
        }
        add(
                "weights-shrink",
                "table 3",
                "The mean size of a weight falls with λ, from 0.001 over 0.01 to 0.1.",
                scene,
                Decision.all(steps.stream()
                        .map(step -> Decision.more(step, ONE_PERCENT))
                        .toList()),
                "mean size at the smaller λ against the larger: "
                        + steps.stream().map(Quantity.RATIO::text).collect(Collectors.joining(", then ")));
    }

    private void complexity() {
        Evidence scene = tables.main();
        Condition none = tables.none(scene);
        Condition with = tables.with(scene);
        Estimate fewer = scene.ratio(none, with, Measure.EFFECTIVE_PARAMETERS);
        add(
                "complexity-falls",
                "table 4",
                "Decay makes the model less complex: it has fewer effective parameters, each measured at its own λ.",
                scene,
                Decision.more(fewer, FIVE_PERCENT),
                "without against with decay: %s".formatted(Quantity.RATIO.text(fewer)));
        Estimate alike = scene.ratio(none, with, Measure.EFFECTIVE_AT_COMMON);
        add(
                "network-is-simpler",
                "table 4",
                "Decay leaves a simpler network: measured at one λ for both, it has fewer effective parameters.",
                scene,
                Decision.more(alike, FIVE_PERCENT),
                "without against with decay: %s".formatted(Quantity.RATIO.text(alike)));
        Estimate stretch = scene.ratio(none, with, Measure.SPECTRAL_NORMS);
        add(
                "stretch-falls",
                "table 4",
                "Decay makes the model less complex: the product of its spectral norms is smaller.",
                scene,
                Decision.more(stretch, FIVE_PERCENT),
                "without against with decay: %s".formatted(Quantity.RATIO.text(stretch)));
        Estimate used = scene.difference(with, none, Measure.NON_ZEROS);
        add(
                "weights-stay-in-use",
                "misconceptions",
                "Decay does not take weights out of the model: as many as before are not 0.",
                scene,
                Decision.same(used, 0.01),
                "%s points of all weights".formatted(Quantity.POINTS.text(used)));
    }

    private void techniques() {
        Evidence scene = tables.main();
        List<Condition> all = WeightDecayStudy.Techniques.conditions(scene);
        Condition decay = all.get(1);
        Condition l1 = all.get(2);
        Condition l2 = all.get(3);
        Condition dropout = all.get(4);
        Condition both = all.get(5);
        Estimate overDecay = scene.difference(both, decay, Measure.TRAIN_ACCURACY);
        Estimate overL1 = scene.difference(both, l1, Measure.TRAIN_ACCURACY);
        add(
                "both-train-better",
                "table 5",
                "Decay with L1 reaches a higher training accuracy than either alone.",
                scene,
                Decision.all(List.of(Decision.more(overDecay, ACCURACY), Decision.more(overL1, ACCURACY))),
                "%s points over decay, %s over L1"
                        .formatted(Quantity.POINTS.text(overDecay), Quantity.POINTS.text(overL1)));
        Estimate overDropout = scene.difference(decay, dropout, Measure.TRAIN_ACCURACY);
        add(
                "decay-trains-better-than-dropout",
                "table 5",
                "Decay reaches a higher training accuracy than dropout.",
                scene,
                Decision.more(overDropout, ACCURACY),
                Quantity.POINTS.text(overDropout) + " points");
        Estimate same = scene.difference(decay, l2, Measure.TEST_ACCURACY);
        add(
                "decay-is-l2",
                "text",
                "Weight decay and L2 regularization are the same (learnt by plain gradient descent).",
                scene,
                Decision.same(same, 2 * ACCURACY),
                Quantity.POINTS.text(same) + " points of test accuracy between them");
        Estimate reduces = scene.difference(dropout, all.get(0), Measure.TEST_ACCURACY);
        add(
                "dropout-helps-too",
                "text",
                "Dropout has a like effect: it improves the accuracy on unseen data.",
                scene,
                Decision.more(reduces, ACCURACY),
                Quantity.POINTS.text(reduces) + " points of test accuracy");
        Estimate zeros = scene.difference(l2, l1, Measure.NON_ZEROS);
        Estimate none = scene.difference(l2, all.get(0), Measure.NON_ZEROS);
        add(
                "l1-makes-zeros",
                "questions",
                "L1 makes weights exactly 0, L2 only small.",
                scene,
                Decision.all(List.of(Decision.more(zeros, 0.01), Decision.same(none, 0.01))),
                "weights that are not 0: L2 against L1 %s points, L2 against none %s points"
                        .formatted(Quantity.POINTS.text(zeros), Quantity.POINTS.text(none)));
    }

    private void time() {
        Estimate slowdown = tables.slowdown();
        Estimate gain = new Estimate(-slowdown.mean(), slowdown.standardError(), slowdown.degrees());
        String figures = "time with against without decay: %s".formatted(Quantity.RATIO.text(slowdown));
        rulings.add(new Ruling(
                "training-takes-less-time",
                "table 6",
                "Training takes less time with decay.",
                tables.main().scene().name(),
                Decision.more(gain, ONE_PERCENT),
                figures,
                true));
        rulings.add(new Ruling(
                "training-takes-more-time",
                "questions",
                "Training takes slightly more time with decay.",
                tables.main().scene().name(),
                Decision.more(slowdown, ONE_PERCENT),
                figures,
                true));
    }

    private void convergence(Evidence scene) {
        Estimate fewer = scene.ratio(tables.none(scene), tables.with(scene), Measure.SETTLED);
        add(
                "converges-faster",
                "table 7",
                "With decay, training converges in fewer iterations.",
                scene,
                Decision.more(fewer, FIVE_PERCENT),
                "epochs without against with decay: %s".formatted(Quantity.RATIO.text(fewer)));
    }

    private void add(String name, String source, String claim, Evidence scene, Outcome outcome, String figures) {
        rulings.add(new Ruling(name, source, claim, scene.scene().name(), outcome, figures, false));
    }
}
