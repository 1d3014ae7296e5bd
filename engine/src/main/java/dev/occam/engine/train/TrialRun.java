package dev.occam.engine.train;

import dev.occam.Metrics;
import dev.occam.TrainingListener;
import dev.occam.data.Dataset;
import dev.occam.device.Device;
import dev.occam.error.RunException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A training of which only the score is wanted, and perhaps the state that another one begins with. */
public final class TrialRun {
    private TrialRun() {}

    /**
     * From where to where a training goes.
     *
     * @param until the last epoch that is trained now
     * @param resume a checkpoint that is continued bit for bit
     * @param begin a checkpoint whose weights are the first ones
     * @param state where the checkpoint of the last epoch is written
     */
    public record Course(int until, Optional<Path> resume, Optional<Path> begin, Optional<Path> state) {
        /** All epochs, and nothing kept. */
        public static Course whole(int epochs) {
            return new Course(epochs, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * What a training gave.
     *
     * @param losses of the weights that were kept, on each part
     * @param accuracy over all parts
     * @param epochs that were trained
     * @param keptEpoch the epoch whose weights were kept
     * @param failure why it diverged; then there are no losses
     */
    public record Score(
            List<Double> losses, OptionalDouble accuracy, int epochs, int keptEpoch, Optional<String> failure) {
        public Score {
            losses = List.copyOf(losses);
        }

        static Score diverged(int epochs, String why) {
            return new Score(List.of(), OptionalDouble.empty(), epochs, epochs, Optional.of(why));
        }
    }

    /** Trains and judges. A run that diverges is a score, too; any other failure is thrown. */
    public static Score on(Device device, TrainingSetup setup, Course course, List<Dataset> parts) {
        try (Trainer trainer = new Trainer(setup, device, Optional.empty(), TrainingListener.NONE)) {
            course.resume().ifPresent(file -> trainer.resume(file, false));
            course.begin().ifPresent(trainer::startFrom);
            try {
                trainer.run(course.until());
            } catch (RunException e) {
                if (!trainer.hasDiverged()) {
                    throw e;
                }
                return Score.diverged(
                        trainer.trainedEpochs(),
                        e.getMessage().lines().findFirst().orElse("It diverged."));
            }
            course.state().ifPresent(trainer::save);
            return score(trainer, parts);
        }
    }

    private static Score score(Trainer trainer, List<Dataset> parts) {
        List<Metrics> metrics = trainer.evaluateKept(parts);
        double right = 0;
        double examples = 0;
        for (int i = 0; i < parts.size(); i++) {
            if (!Double.isFinite(metrics.get(i).loss())) {
                return Score.diverged(
                        trainer.trainedEpochs(), "Its loss on the rows that were held out is not finite.");
            }
            right += metrics.get(i).accuracy().orElse(0) * parts.get(i).size();
            examples += parts.get(i).size();
        }
        boolean classes = metrics.stream().allMatch(each -> each.accuracy().isPresent());
        return new Score(
                metrics.stream().map(Metrics::loss).toList(),
                classes ? OptionalDouble.of(right / examples) : OptionalDouble.empty(),
                trainer.trainedEpochs(),
                trainer.keptEpoch(),
                Optional.empty());
    }
}
