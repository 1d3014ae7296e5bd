package dev.occam.engine.train;

import dev.occam.Choice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingSpecBuilder;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Residual;
import dev.occam.engine.builtin.Tanh;
import dev.occam.plugin.Regularizer;
import dev.occam.regularizer.ActivityL1;
import dev.occam.regularizer.ActivityL2;
import dev.occam.regularizer.AlphaDropout;
import dev.occam.regularizer.DropConnect;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.GaussianDropout;
import dev.occam.regularizer.GaussianNoise;
import dev.occam.regularizer.GradientNoise;
import dev.occam.regularizer.GroupLasso;
import dev.occam.regularizer.LabelSmoothing;
import dev.occam.regularizer.NonNegative;
import dev.occam.regularizer.Orthogonal;
import dev.occam.regularizer.StochasticDepth;
import dev.occam.regularizer.UnitNorm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** Each rule where it may act. */
final class RuleRuns {
    private static final String NOWHERE = "";

    private RuleRuns() {}

    /** A rule by its strength, and the layer behind which it acts. */
    record Case(DoubleFunction<Regularizer> rule, String after) {
        TrainingSpecBuilder with(TrainingSpecBuilder spec, double strength) {
            return add(spec, rule.apply(strength), after);
        }

        @Override
        public String toString() {
            return rule.apply(0.3).name();
        }
    }

    static TrainingSpecBuilder add(TrainingSpecBuilder spec, Regularizer rule, String after) {
        return spec.regularizer(new RegularizerChoice(
                Choice.of(rule), List.of(), after.isEmpty() ? Optional.empty() : Optional.of(after)));
    }

    /** Rules that change the formula of training. */
    static Stream<Case> inTrainingOnly() {
        return Stream.of(
                new Case(Dropout::new, "1"),
                new Case(AlphaDropout::new, "1"),
                new Case(GaussianDropout::new, "1"),
                new Case(GaussianNoise::new, "1"),
                new Case(DropConnect::new, NOWHERE),
                new Case(StochasticDepth::new, "2"));
    }

    /** Rules that have a strength. */
    static Stream<Case> strengths() {
        return Stream.concat(
                inTrainingOnly(),
                Stream.of(
                        new Case(LabelSmoothing::new, NOWHERE),
                        new Case(ActivityL1::new, "1"),
                        new Case(ActivityL2::new, "1"),
                        new Case(GroupLasso::new, NOWHERE),
                        new Case(Orthogonal::new, NOWHERE),
                        new Case(variance -> new GradientNoise(variance, 0.55), NOWHERE)));
    }

    /** Sixty steps of a model with a residual layer, under every rule here. */
    static TrainingSpecBuilder everything() {
        TrainingSpecBuilder spec = residual();
        strengths().forEach(each -> each.with(spec, 0.01));
        return add(add(spec, new NonNegative(), NOWHERE), new UnitNorm(), NOWHERE);
    }

    /** dense, tanh, a residual layer, dense. */
    static TrainingSpecBuilder residual() {
        return new TrainingSpecBuilder()
                .data(SmallRuns.data(SmallRuns.EXAMPLES, 1), SmallRuns.data(SmallRuns.EXAMPLES, 2))
                .layer("dense", Map.of("units", SmallRuns.HIDDEN))
                .layer("tanh")
                .layer(new Residual(List.of(new Dense(SmallRuns.HIDDEN, true), new Tanh())))
                .layer("dense", Map.of("units", SmallRuns.CLASSES))
                .optimizer("adam", Map.of("lr", 0.01))
                .validation(0.25)
                .epochs(3)
                .batch(SmallRuns.BATCH)
                .threads(1);
    }
}
