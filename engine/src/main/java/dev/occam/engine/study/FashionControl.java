package dev.occam.engine.study;

import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.study.Evidence.Condition;
import java.util.List;

/** The negative control: with data enough, what decay gains is less than what another seed does. */
record FashionControl(Evidence evidence, List<Double> strengths) {
    Section section() {
        Sweep sweep = new Sweep(strengths, Arm::l2, List.of(evidence));
        return new Section(
                "control",
                "The control of full size",
                false,
                List.of(
                        new Block.Note(
                                "Where there are data enough, decay has little to do: its gain is compared with what"
                                        + " another seed does."),
                        sweep.table("Test accuracy", Measure.TEST_ACCURACY, Quantity.FRACTION),
                        sweep.table("Training accuracy", Measure.TRAIN_ACCURACY, Quantity.FRACTION)));
    }

    Ruling ruling() {
        Condition none = evidence.fixed(Arm.NONE);
        Condition with = evidence.chosen(
                "with decay",
                strengths.stream().filter(value -> value > 0).map(Arm::l2).toList());
        Estimate gain = evidence.difference(with, none, Measure.TEST_ACCURACY);
        return new Ruling(
                "full-data-needs-no-decay",
                "control",
                "With data enough, decay changes test accuracy by less than a point.",
                evidence.scene().name(),
                Decision.same(gain, 0.01),
                "%s points of test accuracy".formatted(Quantity.POINTS.text(gain)),
                false);
    }
}
