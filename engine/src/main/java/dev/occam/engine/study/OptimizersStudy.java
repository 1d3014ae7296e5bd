package dev.occam.engine.study;

import dev.occam.StudyResult.Outcome;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.study.Evidence.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;

/** Coupled decay against decoupled, under Adam and, as a control, under plain gradient descent. */
final class OptimizersStudy implements Study {
    static final List<Double> COUPLED = List.of(0.0, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1);
    static final List<Double> DECOUPLED = List.of(0.0, 1e-3, 1e-2, 1e-1, 3e-1, 1.0, 3.0, 10.0);
    static final List<Double> RATES = List.of(0.003, 0.01, 0.03);
    private static final Arm.Learner ADAM = new Arm.Learner("adam", 0.01, 0);
    private static final Arm.Learner SGD = new Arm.Learner("sgd", 0.2, 0);
    private static final List<Double> CONTROL = List.of(1e-3, 1e-2, 1e-1);
    private static final double ACCURACY = 0.005;
    private static final double ONE_PERCENT = Math.log(1.01);

    @Override
    public String name() {
        return "optimizers";
    }

    @Override
    public String title() {
        return "Coupled and decoupled decay";
    }

    @Override
    public int seeds(boolean quick) {
        return quick ? 4 : 8;
    }

    @Override
    public List<StudyData> data() {
        return List.of(StudyData.DIGITS, StudyData.CREDIT);
    }

    @Override
    public Findings make(Workbench bench) {
        List<Scene> scenes = List.of(Scenes.ADAM_DIGITS, Scenes.ADAM_LOANS);
        for (Scene scene : scenes) {
            bench.run("Adam, coupled, " + scene.name(), scene, grid(COUPLED, Arm::l2), false);
            bench.run("Adam, decoupled, " + scene.name(), scene, grid(DECOUPLED, Arm::decay), false);
            bench.run("gradient descent, " + scene.name(), scene, control(), false);
        }
        return findings(scenes.stream().map(bench::evidence).toList());
    }

    static Findings findings(List<Evidence> scenes) {
        List<Section> sections = new ArrayList<>();
        List<Ruling> rulings = new ArrayList<>();
        for (Evidence scene : scenes) {
            sections.add(section(scene));
            rulings.addAll(rulings(scene));
        }
        // Claim by claim, each with its data sets.
        List<String> claims = rulings.stream().map(Ruling::name).distinct().toList();
        rulings.sort(Comparator.comparingInt(ruling -> claims.indexOf(ruling.name())));
        return new Findings(
                "The penalty ½λ‖w‖² goes through the optimizer (coupled, l2); decoupled-decay takes η·λ·w off the weight beside it."
                        + " Adam divides its gradient by the size of past gradients, and so the penalty's with it; plain gradient"
                        + " descent does not, and is the control. λ and learning rate are the ones with the smallest data loss on a"
                        + " validation part, chosen for each seed, never by the test part.",
                scenes.stream().map(Evidence::scene).toList(),
                sections,
                rulings);
    }

    private static List<Arm> grid(List<Double> strengths, DoubleFunction<Arm> rule) {
        return strengths.stream()
                .flatMap(lambda -> RATES.stream().map(rate -> rule.apply(lambda).by(ADAM.withRate(rate))))
                .toList();
    }

    private static List<Arm> control() {
        List<Arm> arms = new ArrayList<>(List.of(Arm.NONE.by(SGD)));
        for (double lambda : CONTROL) {
            arms.add(Arm.l2(lambda).by(SGD));
            arms.add(Arm.decay(lambda).by(SGD));
        }
        return arms;
    }

    private static Condition coupled(Evidence evidence) {
        return evidence.chosen("Adam, coupled", grid(COUPLED, Arm::l2));
    }

    private static Condition decoupled(Evidence evidence) {
        return evidence.chosen("Adam, decoupled", grid(DECOUPLED, Arm::decay));
    }

    private static Section section(Evidence evidence) {
        List<List<Block.Cell>> rows = new ArrayList<>();
        List<Condition> conditions = List.of(
                evidence.chosen("Adam, none", grid(List.of(0.0), Arm::l2)),
                coupled(evidence),
                decoupled(evidence),
                evidence.fixed("gradient descent, none", Arm.NONE.by(SGD)),
                evidence.chosen(
                        "gradient descent, coupled",
                        CONTROL.stream().map(lambda -> Arm.l2(lambda).by(SGD)).toList()),
                evidence.chosen(
                        "gradient descent, decoupled",
                        CONTROL.stream()
                                .map(lambda -> Arm.decay(lambda).by(SGD))
                                .toList()));
        for (Condition condition : conditions) {
            rows.add(List.of(
                    Block.words(condition.name()),
                    Block.mean(evidence.mean(condition, Measure.TEST_ACCURACY), Quantity.FRACTION),
                    Block.mean(evidence.mean(condition, Measure.TEST_LOSS), Quantity.NUMBER),
                    Block.mean(evidence.mean(condition, Measure.TRAIN_ACCURACY), Quantity.FRACTION),
                    Block.mean(evidence.mean(condition, Measure.MEAN_WEIGHT), Quantity.NUMBER)));
        }
        return new Section(
                evidence.scene().data().label(),
                evidence.scene().name(),
                false,
                List.of(
                        new Block.Table(
                                "",
                                List.of("decay", "test accuracy", "test loss", "training accuracy", "mean |w|"),
                                rows),
                        heat(evidence, "Adam, coupled: test accuracy", COUPLED, Arm::l2),
                        heat(evidence, "Adam, decoupled: test accuracy", DECOUPLED, Arm::decay)));
    }

    private static Block.Heat heat(Evidence evidence, String title, List<Double> strengths, DoubleFunction<Arm> rule) {
        double[][] values = new double[RATES.size()][strengths.size()];
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                Arm arm = rule.apply(strengths.get(column)).by(ADAM.withRate(RATES.get(row)));
                values[row][column] = Arrays.stream(evidence.values(evidence.fixed(arm), Measure.TEST_ACCURACY))
                        .average()
                        .orElse(Double.NaN);
            }
        }
        return new Block.Heat(title, "learning rate", RATES, "λ", strengths, values);
    }

    static List<Ruling> rulings(Evidence evidence) {
        List<Ruling> rulings = new ArrayList<>();
        List<Estimate> differences = CONTROL.stream()
                .map(lambda -> evidence.difference(
                        evidence.fixed(Arm.decay(lambda).by(SGD)),
                        evidence.fixed(Arm.l2(lambda).by(SGD)),
                        Measure.TEST_ACCURACY))
                .toList();
        rulings.add(ruling(
                evidence,
                "same-under-gradient-descent",
                "Under plain gradient descent coupled and decoupled decay of one λ are the same.",
                Decision.all(differences.stream()
                        .map(difference -> Decision.same(difference, ACCURACY))
                        .toList()),
                "points of test accuracy at λ = 0.001, 0.01 and 0.1: "
                        + String.join(
                                ", ",
                                differences.stream().map(Quantity.POINTS::text).toList())));
        List<Estimate> underAdam = CONTROL.stream()
                .map(lambda -> evidence.ratio(
                        evidence.fixed(Arm.decay(lambda).by(ADAM)),
                        evidence.fixed(Arm.l2(lambda).by(ADAM)),
                        Measure.MEAN_WEIGHT))
                .toList();
        rulings.add(ruling(
                evidence,
                "same-under-adam",
                "Under Adam coupled and decoupled decay of one λ are the same.",
                Decision.all(underAdam.stream()
                        .map(ratio -> Decision.same(ratio, ONE_PERCENT))
                        .toList()),
                "mean |w| of decoupled against coupled at λ = 0.001, 0.01 and 0.1: "
                        + String.join(
                                ", ",
                                underAdam.stream().map(Quantity.RATIO::text).toList())));
        Estimate gain = evidence.difference(decoupled(evidence), coupled(evidence), Measure.TEST_ACCURACY);
        Estimate loss = evidence.ratio(coupled(evidence), decoupled(evidence), Measure.TEST_LOSS);
        rulings.add(ruling(
                evidence,
                "decoupled-generalizes-better",
                "Under Adam decoupled decay does better on unseen data than coupled, each with its best λ and learning rate.",
                Decision.more(gain, ACCURACY),
                "%s points of test accuracy; test loss of coupled against decoupled %s"
                        .formatted(Quantity.POINTS.text(gain), Quantity.RATIO.text(loss))));
        rulings.add(transfer(evidence));
        return rulings;
    }

    /** What is lost when the λ that is best at one learning rate is used at a rate ten times as large. */
    private static Ruling transfer(Evidence evidence) {
        Estimate regret = Estimate.ofPairs(regret(evidence, COUPLED, Arm::l2), regret(evidence, DECOUPLED, Arm::decay));
        return ruling(
                evidence,
                "decoupled-moves-with-the-rate",
                "A decoupled λ chosen at one learning rate fits another better than a coupled one does.",
                Decision.more(regret, ACCURACY),
                "from 0.003 to 0.03, what the coupled λ loses against what the decoupled one does: %s points of test accuracy"
                        .formatted(Quantity.POINTS.text(regret)));
    }

    private static double[] regret(Evidence evidence, List<Double> strengths, DoubleFunction<Arm> rule) {
        double slow = RATES.get(0);
        double fast = RATES.get(RATES.size() - 1);
        List<Arm> atSlow = strengths.stream()
                .map(lambda -> rule.apply(lambda).by(ADAM.withRate(slow)))
                .toList();
        List<Arm> atFast = strengths.stream()
                .map(lambda -> rule.apply(lambda).by(ADAM.withRate(fast)))
                .toList();
        Condition own = evidence.chosen("own", atFast);
        Condition moved = new Condition(
                "moved",
                evidence.chosen("slow", atSlow).arms().stream()
                        .map(arm -> atFast.get(atSlow.indexOf(arm)))
                        .toList());
        double[] best = evidence.values(own, Measure.TEST_ACCURACY);
        double[] got = evidence.values(moved, Measure.TEST_ACCURACY);
        double[] regret = new double[best.length];
        Arrays.setAll(regret, i -> best[i] - got[i]);
        return regret;
    }

    private static Ruling ruling(Evidence evidence, String name, String claim, Outcome outcome, String figures) {
        return new Ruling(name, "optimizers", claim, evidence.scene().name(), outcome, figures, false);
    }
}
