package dev.occam.engine.tune;

import dev.occam.TuningResult;
import dev.occam.data.Dataset;
import dev.occam.device.Device;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.data.Splits;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.train.TrialRun;
import dev.occam.engine.train.TrialRun.Course;
import dev.occam.engine.train.TrialRun.Score;
import dev.occam.error.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The whole search in each outer fold, judged by rows that it has never seen: the loss of the best of many trials is too good,
 * this one is not (Varma and Simon 2006).
 */
final class NestedSearch {
    private final Tuning tuning;
    private final Crew crew;
    private final TrialFiles files;

    NestedSearch(Tuning tuning, Crew crew, TrialFiles files) {
        this.tuning = tuning;
        this.crew = crew;
        this.files = files;
    }

    TuningResult.Nested run(List<Candidate> candidates, List<Splits.Part> outer) {
        List<Score> scores = new ArrayList<>();
        List<Map<String, String>> chosen = new ArrayList<>();
        double searched = 0;
        for (int fold = 0; fold < outer.size(); fold++) {
            Judge judge = tuning.judge(outer.get(fold).train());
            String prefix = String.format(Locale.ROOT, "outer-%d-", fold + 1);
            String phase = "outer fold %d of %d".formatted(fold + 1, outer.size());
            Outcome outcome = tuning.search(candidates, judge, crew, files, phase, prefix);
            Scored choice = outcome.trials().get(tuning.chosen(outcome));
            chosen.add(choice.candidate().point().values());
            searched += choice.loss(judge) / outer.size();
            String trial = choice.candidate().point().text();
            scores.add(judged(outcome, outer.get(fold), prefix + "chosen", trial));
        }
        Estimate plain = Estimate.of(losses(scores));
        return new TuningResult.Nested(
                Tuning.estimate(plain, Estimate.ofFolds(losses(scores))), accuracy(scores), searched, chosen);
    }

    /** The chosen run on all rows of the outer fold, judged by those that it holds out. */
    private Score judged(Outcome outcome, Splits.Part part, String key, String trial) {
        return files.read(key, trial, 1).orElseGet(() -> {
            PreparedData data = tuning.splits().prepare(tuning.splits().limited(part));
            FinalSpec last = tuning.finalSpec(outcome, data.train().size());
            List<Dataset> held = List.of(data.validation().orElseThrow());
            Course course = Course.whole(last.spec().epochs());
            try (Device device = tuning.workshop().open(last.spec(), last.spec().threads())) {
                Score score = TrialRun.on(device, tuning.workshop().setup(last.spec(), data), course, held);
                files.write(key, trial, score);
                return score;
            }
        });
    }

    private static double[] losses(List<Score> scores) {
        return scores.stream()
                .mapToDouble(score -> {
                    if (score.failure().isPresent()) {
                        throw new RunException("What was chosen in an outer fold diverged on all its rows: %s"
                                .formatted(score.failure().get()));
                    }
                    return score.losses().get(0);
                })
                .toArray();
    }

    private static OptionalDouble accuracy(List<Score> scores) {
        boolean known = scores.stream().allMatch(score -> score.accuracy().isPresent());
        return known
                ? scores.stream()
                        .mapToDouble(score -> score.accuracy().getAsDouble())
                        .average()
                : OptionalDouble.empty();
    }
}
