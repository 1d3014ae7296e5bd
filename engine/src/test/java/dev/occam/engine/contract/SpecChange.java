package dev.occam.engine.contract;

import dev.occam.Choice;
import dev.occam.LayerChoice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingSpec;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A spec of which parts can be exchanged. */
record SpecChange(TrainingSpec spec) {
    SpecChange rules(UnaryOperator<RegularizerChoice> change) {
        return with(spec.model(), spec.regularizers().stream().map(change).toList());
    }

    SpecChange withoutRules() {
        return with(spec.model(), List.of());
    }

    /** Each rule that was given as an instance becomes another. */
    SpecChange instances(UnaryOperator<Regularizer> change) {
        return rules(choice -> choice.regularizer() instanceof Choice.Given<Regularizer> given
                ? new RegularizerChoice(Choice.of(change.apply(given.plugin())), choice.on(), choice.after())
                : choice);
    }

    SpecChange layers(UnaryOperator<LayerChoice> change) {
        return with(spec.model().stream().map(change).toList(), spec.regularizers());
    }

    /** The layer with this index becomes another if it was given as an instance. */
    SpecChange layer(int index, UnaryOperator<Layer> change) {
        List<LayerChoice> model = new java.util.ArrayList<>(spec.model());
        LayerChoice old = model.get(index);
        if (old.layer() instanceof Choice.Given<Layer> given) {
            model.set(
                    index,
                    new LayerChoice(Choice.of(change.apply(given.plugin())), old.as(), old.frozen(), old.sameAs()));
        }
        return with(model, spec.regularizers());
    }

    SpecChange optimizer(UnaryOperator<Optimizer> change) {
        return spec.optimizer() instanceof Choice.Given<Optimizer> given
                ? with(
                        Choice.of(change.apply(given.plugin())),
                        spec.schedule(),
                        spec.epochs(),
                        spec.seed(),
                        spec.init())
                : this;
    }

    SpecChange schedule(Choice<Schedule> schedule) {
        return with(spec.optimizer(), schedule, spec.epochs(), spec.seed(), spec.init());
    }

    SpecChange seed(long seed) {
        return with(spec.optimizer(), spec.schedule(), spec.epochs(), seed, spec.init());
    }

    SpecChange epochs(int epochs) {
        return with(spec.optimizer(), spec.schedule(), epochs, spec.seed(), spec.init());
    }

    SpecChange init(Path file) {
        return with(spec.optimizer(), spec.schedule(), spec.epochs(), spec.seed(), Optional.of(file));
    }

    private SpecChange with(List<LayerChoice> model, List<RegularizerChoice> rules) {
        return new SpecChange(new TrainingSpec(
                spec.data(),
                model,
                spec.loss(),
                spec.optimizer(),
                rules,
                spec.strategies(),
                spec.schedule(),
                spec.epochs(),
                spec.batch(),
                spec.validation(),
                spec.earlyStopping(),
                spec.keepBest(),
                spec.clipping(),
                spec.shuffle(),
                spec.seed(),
                spec.backend(),
                spec.threads(),
                spec.init()));
    }

    private SpecChange with(
            Choice<Optimizer> optimizer, Choice<Schedule> schedule, int epochs, long seed, Optional<Path> init) {
        return new SpecChange(new TrainingSpec(
                spec.data(),
                spec.model(),
                spec.loss(),
                optimizer,
                spec.regularizers(),
                spec.strategies(),
                schedule,
                epochs,
                spec.batch(),
                spec.validation(),
                spec.earlyStopping(),
                spec.keepBest(),
                spec.clipping(),
                spec.shuffle(),
                seed,
                spec.backend(),
                spec.threads(),
                init));
    }
}
