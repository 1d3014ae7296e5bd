package dev.occam.engine.study;

import dev.occam.engine.statistics.Estimate;
import java.util.List;

/** A whole study in seconds: one scene, two strengths. */
final class TinyStudy implements Study {
    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public String title() {
        return "A tiny study";
    }

    @Override
    public int seeds(boolean quick) {
        return 2;
    }

    @Override
    public List<StudyData> data() {
        return List.of(StudyData.FRIEDMAN, StudyData.DIGITS);
    }

    @Override
    public Findings make(Workbench bench) {
        Scene digits = Scenes.NOISY_DIGITS;
        Scene friedman = Scenes.SIX.get(5);
        List<Arm> arms = List.of(Arm.NONE, Arm.l2(0.5));
        bench.run("digits", digits, arms, true);
        bench.run("friedman", friedman, List.of(Arm.NONE, Arm.stopped().and(Arm.more())), false);
        bench.time("time", digits, arms);
        Evidence evidence = bench.evidence(digits);
        Sweep sweep = new Sweep(List.of(0.0, 0.5), Arm::l2, List.of(evidence, bench.evidence(friedman)));
        Estimate smaller = evidence.ratio(evidence.fixed(Arm.NONE), evidence.fixed(Arm.l2(0.5)), Measure.MEAN_WEIGHT);
        double[] seconds = evidence.seconds(Arm.NONE, bench.size().rounds());
        return new Findings(
                "Tiny <&>.",
                List.of(digits, friedman),
                List.of(
                        new Section(
                                "losses",
                                "Losses",
                                false,
                                List.of(
                                        sweep.table("test", Measure.TEST_LOSS, Quantity.NUMBER),
                                        sweep.curves("effective", Measure.EFFECTIVE_PARAMETERS, Quantity.NUMBER),
                                        new Block.Heat(
                                                "heat", "λ", List.of(0.1), "rate", List.of(0.1, 0.2), new double[][] {
                                                    {0.5, Double.NaN}
                                                }))),
                        new Section(
                                "time",
                                "Time",
                                true,
                                List.of(new Block.Table(
                                        "",
                                        List.of("s"),
                                        List.of(List.of(Block.exact(seconds[0], Quantity.NUMBER))))))),
                List.of(new Ruling(
                        "smaller",
                        "here",
                        "Weights are smaller.",
                        digits.name(),
                        Decision.more(smaller, 0.01),
                        Quantity.RATIO.text(smaller),
                        false)));
    }
}
