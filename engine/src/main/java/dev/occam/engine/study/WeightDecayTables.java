package dev.occam.engine.study;

import dev.occam.engine.report.IntervalChart;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.study.Evidence.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The article's tables, from what the runs gave. */
final class WeightDecayTables {
    private final Sweep sweep;
    private final Evidence heat;
    private final List<Arm> timed;
    private final int rounds;

    /**
     * @param scenes the one where decay matters most, another, and the control
     * @param heat of the first scene, with the seeds that were trained with several learning rates
     * @param timed without decay, and with
     * @param rounds in which they were timed
     */
    WeightDecayTables(List<Evidence> scenes, Evidence heat, List<Arm> timed, int rounds) {
        this.heat = heat;
        this.timed = timed;
        this.rounds = rounds;
        sweep = new Sweep(WeightDecayStudy.STRENGTHS, Arm::l2, scenes);
    }

    List<Evidence> scenes() {
        return sweep.scenes();
    }

    /** Where decay matters most. */
    Evidence main() {
        return scenes().get(0);
    }

    Condition none(Evidence scene) {
        return scene.fixed("no", Arm.NONE);
    }

    /** The strength that validation chooses, none at all not among them. */
    Condition with(Evidence scene) {
        return scene.chosen(
                "yes", sweep.arms().stream().filter(arm -> arm.decay() > 0).toList());
    }

    /** What decay gains on unseen data. */
    Estimate gain(Evidence scene) {
        return scene.difference(with(scene), none(scene), Measure.TEST_ACCURACY);
    }

    List<Section> sections() {
        return List.of(
                bySection(
                        "training-accuracy",
                        "1. Training accuracy",
                        Measure.TRAIN_ACCURACY,
                        Quantity.FRACTION,
                        "On the training part as it was learnt: with the labels that were redrawn."),
                generalization(),
                bySection(
                        "weight-magnitude",
                        "3. Mean size of a weight",
                        Measure.MEAN_WEIGHT,
                        Quantity.NUMBER,
                        "Mean of |w| over all weights that are not biases."),
                complexity(),
                techniques(),
                time(),
                convergence(),
                bySection(
                        "test-accuracy",
                        "8. Test accuracy",
                        Measure.TEST_ACCURACY,
                        Quantity.FRACTION,
                        "On rows that no choice was made by, all labels right."),
                heat());
    }

    private Section bySection(String name, String title, Measure measure, Quantity quantity, String note) {
        List<Block> blocks = new ArrayList<>(List.of(new Block.Note(note), sweep.table("", measure, quantity)));
        if (measure == Measure.TEST_ACCURACY) {
            for (Evidence scene : scenes()) {
                blocks.add(new Block.Curves(
                        "accuracy, " + scene.scene().name(),
                        sweep.strengths(),
                        quantity,
                        List.of(
                                sweep.curve(scene, "training", Measure.TRAIN_ACCURACY),
                                sweep.curve(scene, "test", Measure.TEST_ACCURACY))));
            }
            blocks.add(sweep.curves("test loss", Measure.TEST_LOSS, Quantity.NUMBER));
        } else {
            blocks.add(sweep.curves(title.substring(3).toLowerCase(Locale.ROOT), measure, quantity));
        }
        return new Section(name, title, false, blocks);
    }

    private Section generalization() {
        List<List<Block.Cell>> rows = new ArrayList<>();
        List<Block.Difference> gains = new ArrayList<>();
        for (Evidence scene : scenes()) {
            for (Condition condition : List.of(none(scene), with(scene))) {
                rows.add(List.of(
                        Block.words(scene.scene().name()),
                        Block.words(condition.name()),
                        Block.words(strengths(condition)),
                        Block.mean(scene.mean(condition, Measure.TEST_ACCURACY), Quantity.FRACTION),
                        Block.mean(scene.mean(condition, Measure.TEST_LOSS), Quantity.NUMBER),
                        Block.mean(scene.mean(condition, Measure.TRAIN_ACCURACY), Quantity.FRACTION)));
            }
            gains.add(new Block.Difference(
                    scene.scene().name(), scene.difference(with(scene), none(scene), Measure.TEST_ACCURACY)));
        }
        return new Section(
                "generalization",
                "2. Generalization",
                false,
                List.of(
                        new Block.Table(
                                "",
                                List.of(
                                        "data",
                                        "decay",
                                        "λ that was chosen",
                                        "test accuracy",
                                        "test loss",
                                        "training accuracy"),
                                rows),
                        new Block.Differences(
                                "What decay gains",
                                "points of test accuracy, with − without",
                                Quantity.POINTS,
                                gains)));
    }

    /** The range of the strengths that were chosen. */
    private static String strengths(Condition condition) {
        double[] chosen =
                condition.arms().stream().mapToDouble(Arm::decay).sorted().toArray();
        String low = IntervalChart.strength(chosen[0]);
        String high = IntervalChart.strength(chosen[chosen.length - 1]);
        return low.equals(high) ? low : low + " to " + high;
    }

    private Section complexity() {
        Evidence scene = main();
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Condition condition : List.of(none(scene), with(scene))) {
            rows.add(List.of(
                    Block.words(condition.name()),
                    Block.mean(scene.mean(condition, Measure.EFFECTIVE_PARAMETERS), Quantity.NUMBER),
                    Block.mean(scene.mean(condition, Measure.EFFECTIVE_AT_COMMON), Quantity.NUMBER),
                    Block.mean(scene.mean(condition, Measure.SPECTRAL_NORMS), Quantity.NUMBER),
                    Block.mean(scene.mean(condition, Measure.STABLE_RANK), Quantity.NUMBER),
                    Block.mean(scene.mean(condition, Measure.NON_ZEROS), Quantity.FRACTION)));
        }
        Sweep one = new Sweep(sweep.strengths(), Arm::l2, List.of(scene));
        return new Section(
                "complexity",
                "4. Complexity",
                false,
                List.of(
                        new Block.Note(
                                "Effective parameters are Σ h/(h + λ) over the eigenvalues h of the Gauss–Newton matrix of"
                                        + " the mean data loss, at the trained weights: how many directions the data determine against the"
                                        + " penalty. Without decay λ = 1e-6 stands for it, the smallest of the study. The second column takes"
                                        + " λ = 0.001 for both, so that only the networks differ. The spectrum is estimated by Lanczos's"
                                        + " recurrence from four random vectors, over 200 training examples. The norms are the product of the"
                                        + " layers' largest singular values; the stable rank is the sum of the squares of a layer's singular values"
                                        + " over the largest of these squares, its mean over the layers."),
                        new Block.Table(
                                "",
                                List.of(
                                        "decay",
                                        "effective parameters",
                                        "the same at λ = 0.001",
                                        "product of spectral norms",
                                        "stable rank",
                                        "weights that are not 0"),
                                rows),
                        one.curves("effective parameters", Measure.EFFECTIVE_PARAMETERS, Quantity.NUMBER),
                        one.curves("product of spectral norms", Measure.SPECTRAL_NORMS, Quantity.NUMBER),
                        one.curves("effective parameters at λ = 0.001", Measure.EFFECTIVE_AT_COMMON, Quantity.NUMBER),
                        one.curves("stable rank", Measure.STABLE_RANK, Quantity.NUMBER)));
    }

    private Section techniques() {
        Evidence scene = main();
        List<Condition> conditions = WeightDecayStudy.Techniques.conditions(scene);
        List<List<Block.Cell>> rows = new ArrayList<>();
        List<Block.Difference> gains = new ArrayList<>();
        for (Condition condition : conditions) {
            rows.add(List.of(
                    Block.words(condition.name()),
                    Block.mean(scene.mean(condition, Measure.TRAIN_ACCURACY), Quantity.FRACTION),
                    Block.mean(scene.mean(condition, Measure.TEST_ACCURACY), Quantity.FRACTION),
                    Block.mean(scene.mean(condition, Measure.TEST_LOSS), Quantity.NUMBER),
                    Block.mean(scene.mean(condition, Measure.NON_ZEROS), Quantity.FRACTION)));
            if (!condition.equals(conditions.get(0))) {
                gains.add(new Block.Difference(
                        condition.name(), scene.difference(condition, conditions.get(0), Measure.TEST_ACCURACY)));
            }
        }
        return new Section(
                "techniques",
                "5. Rules compared",
                false,
                List.of(
                        new Block.Note(
                                "Each rule with the strength that validation chooses for the seed, on "
                                        + scene.scene().name()
                                        + ". Weight decay is decoupled here, L2 coupled; under plain gradient descent they are the same rule."),
                        new Block.Table(
                                "",
                                List.of(
                                        "rule",
                                        "training accuracy",
                                        "test accuracy",
                                        "test loss",
                                        "weights that are not 0"),
                                rows),
                        new Block.Differences(
                                "What each rule gains",
                                "points of test accuracy against none",
                                Quantity.POINTS,
                                gains)));
    }

    double[] seconds(int arm) {
        return main().seconds(timed.get(arm), rounds);
    }

    /** ln of the time with decay over the time without, round by round. */
    Estimate slowdown() {
        return Estimate.ofPairs(logarithms(seconds(1)), logarithms(seconds(0)));
    }

    private static double[] logarithms(double[] values) {
        return DoubleStream.of(values).map(Math::log).toArray();
    }

    private Section time() {
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (int arm = 0; arm < timed.size(); arm++) {
            double[] sorted = DoubleStream.of(seconds(arm)).sorted().toArray();
            rows.add(List.of(
                    Block.words(arm == 0 ? "no" : "yes"),
                    Block.exact(quantile(sorted, 0.5), Quantity.NUMBER),
                    Block.exact(quantile(sorted, 0.25), Quantity.NUMBER),
                    Block.exact(quantile(sorted, 0.75), Quantity.NUMBER)));
        }
        return new Section(
                "training-time",
                "6. Training time",
                true,
                List.of(
                        new Block.Note(
                                "Seconds of training for the same number of steps, evaluation not counted: %d rounds, one run"
                                                .formatted(rounds)
                                        + " at a time on one thread, with and without decay in turn, the order reversed every other round, after"
                                        + " rounds that warm up. Time with against without decay, round by round: "
                                        + Quantity.RATIO.text(slowdown())
                                        + "."),
                        new Block.Table("", List.of("decay", "median, s", "lower quartile", "upper quartile"), rows)));
    }

    /** By linear interpolation between the sorted values. */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private Section convergence() {
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Evidence scene : scenes()) {
            for (Condition condition : List.of(none(scene), with(scene))) {
                rows.add(List.of(
                        Block.words(scene.scene().name()),
                        Block.words(condition.name()),
                        Block.mean(scene.mean(condition, Measure.SETTLED), Quantity.NUMBER),
                        Block.mean(scene.mean(condition, Measure.BEST_EPOCH), Quantity.NUMBER)));
            }
        }
        return new Section(
                "convergence",
                "7. Convergence",
                false,
                List.of(
                        new Block.Note(
                                "An epoch counts as the one of convergence if from there on the objective, penalties"
                                        + " included, stays within 1 % of its whole way from where it ends. The last column is another question:"
                                        + " which epoch has the smallest validation loss."),
                        new Block.Table(
                                "",
                                List.of("data", "decay", "epochs to converge", "epoch of the best validation loss"),
                                rows),
                        sweep.curves("epochs to converge", Measure.SETTLED, Quantity.NUMBER)));
    }

    /** Of the seeds that have the heat map. */
    Evidence heatEvidence() {
        return heat;
    }

    private Section heat() {
        Evidence scene = heatEvidence();
        List<Double> strengths = WeightDecayStudy.HEAT_STRENGTHS;
        List<Double> rates = WeightDecayStudy.HEAT_RATES;
        double[][] values = new double[strengths.size()][rates.size()];
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                Condition cell = scene.fixed(WeightDecayStudy.heatArm(strengths.get(row), rates.get(column)));
                values[row][column] = Arrays.stream(scene.values(cell, Measure.TEST_ACCURACY))
                        .average()
                        .orElse(Double.NaN);
            }
        }
        return new Section(
                "learning-rate",
                "λ and the learning rate",
                false,
                List.of(
                        new Block.Note("Mean test accuracy on " + scene.scene().name()
                                + " after the same number of epochs; the best" + " learning rate of each λ is framed."),
                        new Block.Heat("test accuracy", "λ", strengths, "learning rate", rates, values)));
    }
}
