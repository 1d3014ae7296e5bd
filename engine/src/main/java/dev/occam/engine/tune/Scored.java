package dev.occam.engine.tune;

import dev.occam.engine.train.TrialRun.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A candidate that was trained on every part.
 *
 * @param scores one a part
 * @param complete whether it got all its epochs
 */
record Scored(Candidate candidate, List<Score> scores, boolean complete) {
    Scored {
        scores = List.copyOf(scores);
    }

    Optional<String> failure() {
        return scores.stream().flatMap(score -> score.failure().stream()).findFirst();
    }

    /** All losses, in the order of the parts; infinite where it diverged. */
    double[] losses(Judge judge) {
        if (failure().isPresent() && !judge.folds()) {
            double[] losses = new double[judge.losses()];
            Arrays.fill(losses, Double.POSITIVE_INFINITY);
            return losses;
        }
        return scores.stream()
                .flatMapToDouble(score -> score.failure().isPresent()
                        ? Arrays.stream(new double[] {Double.POSITIVE_INFINITY})
                        : score.losses().stream().mapToDouble(Double::doubleValue))
                .toArray();
    }

    /** The mean loss; infinite where it diverged on any part. */
    double loss(Judge judge) {
        return failure().isPresent()
                ? Double.POSITIVE_INFINITY
                : Arrays.stream(losses(judge)).average().orElseThrow();
    }

    OptionalDouble accuracy() {
        boolean known = scores.stream().allMatch(score -> score.accuracy().isPresent());
        return known
                ? scores.stream()
                        .mapToDouble(score -> score.accuracy().getAsDouble())
                        .average()
                : OptionalDouble.empty();
    }

    double epochs() {
        return scores.stream().mapToInt(Score::epochs).average().orElseThrow();
    }

    /** The epoch whose weights were kept, on average; at least 1. */
    int keptEpoch() {
        return Math.max(1, (int)
                Math.round(scores.stream().mapToInt(Score::keptEpoch).average().orElseThrow()));
    }
}
