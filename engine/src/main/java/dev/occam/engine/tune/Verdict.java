package dev.occam.engine.tune;

import dev.occam.SearchRange;
import dev.occam.TrainingSpec;
import dev.occam.TuningSpec;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a search decides and what it does not, in sentences with their figures. */
final class Verdict {
    private final Outcome outcome;
    private final Ranking ranking;
    private final TuningSpec request;
    private final TrainingSpec spec;
    private final List<String> sentences = new ArrayList<>();

    private Verdict(Outcome outcome, TuningSpec request, TrainingSpec spec) {
        this.outcome = outcome;
        this.ranking = outcome.ranking();
        this.request = request;
        this.spec = spec;
    }

    /** @param spec that the trials share */
    static List<String> of(Outcome outcome, TuningSpec request, TrainingSpec spec, boolean orderKnown) {
        Verdict verdict = new Verdict(outcome, request, spec);
        verdict.decide();
        verdict.simplest(orderKnown);
        verdict.failures();
        verdict.earlyStopping();
        return verdict.sentences;
    }

    private void decide() {
        List<Integer> others = IntStream.range(0, outcome.complete().size())
                .filter(i -> i != ranking.best() && scored(i).failure().isEmpty())
                .boxed()
                .toList();
        List<Integer> alike = others.stream().filter(ranking::isLikeTheBest).toList();
        if (!others.isEmpty() && alike.size() == others.size()) {
            flat(others);
            return;
        }
        Estimate best = outcome.judge().estimate(scored(ranking.best()).losses(outcome.judge()));
        Interval interval = best.interval();
        sentences.add("%s is best: loss %s, 95 %% interval %s to %s."
                .formatted(text(ranking.best()), number(best.mean()), number(interval.low()), number(interval.high())));
        if (alike.isEmpty()) {
            sentences.add("Every other trial is worse than it beyond the noise of %s.".formatted(noise()));
        } else {
            sentences.add("%d of the %d others cannot be told from it by the noise of %s: %s."
                    .formatted(alike.size(), others.size(), noise(), range(alike)));
        }
        edge();
    }

    private void flat(List<Integer> others) {
        int worst = others.get(0);
        for (int other : others) {
            boolean worse = ranking.differences().get(other).mean()
                    > ranking.differences().get(worst).mean();
            worst = worse ? other : worst;
        }
        Estimate difference = ranking.differences().get(worst);
        sentences.add(
                "The curve is flat: no trial differs from the best (%s) beyond the noise of %s. The worst, %s, loses %s to it, 95 %% interval %s to %s. These data do not decide; what is simpler is as good."
                        .formatted(
                                text(ranking.best()),
                                noise(),
                                text(worst),
                                number(difference.mean()),
                                number(difference.interval().low()),
                                number(difference.interval().high())));
    }

    private String range(List<Integer> alike) {
        String all = text(alike.get(0));
        if (alike.size() == 1) {
            return all;
        }
        return isOneRange()
                ? "%s to %s".formatted(text(alike.get(0)), text(alike.get(alike.size() - 1)))
                : String.join("; ", alike.stream().limit(4).map(this::text).toList())
                        + (alike.size() > 4 ? "; ..." : "");
    }

    private void edge() {
        int last = outcome.trials().size() - 1;
        int best = outcome.best();
        if (isOneRange() && last > 0 && (best == 0 || best == last)) {
            sentences.add("The best value is the %s of the range: search further %s."
                    .formatted(best == 0 ? "smallest" : "largest", best == 0 ? "down" : "up"));
        }
    }

    private void simplest(boolean orderKnown) {
        if (!orderKnown) {
            sentences.add("None of the searched keys says which model is simpler, so the best trial is the choice.");
            return;
        }
        if (ranking.simplest() == ranking.best()) {
            sentences.add("No simpler trial is within one standard error of the best.");
            return;
        }
        Estimate best = ranking.estimates().get(ranking.best());
        sentences.add("%s is the simplest within one standard error of the best: loss %s, limit %s + %s."
                .formatted(
                        text(ranking.simplest()),
                        number(ranking.estimates().get(ranking.simplest()).mean()),
                        number(best.mean()),
                        number(best.standardError())));
    }

    private void failures() {
        List<Scored> failed = outcome.trials().stream()
                .filter(trial -> trial.failure().isPresent())
                .toList();
        if (!failed.isEmpty()) {
            sentences.add("%d of %d trials diverged and count as the worst; with %s: %s"
                    .formatted(
                            failed.size(),
                            outcome.trials().size(),
                            failed.get(0).candidate().point().text(),
                            failed.get(0).failure().orElseThrow()));
        }
    }

    private void earlyStopping() {
        if (spec.earlyStopping().isPresent() || spec.keepBest()) {
            sentences.add("Epochs were chosen on the rows that judge, so these losses are a little too good"
                    + (request.nested().isPresent() ? "." : "; --nested 5 tells the honest error."));
        }
    }

    private boolean isOneRange() {
        SearchRange first = request.over().get(0);
        return request.over().size() == 1 && Numbers.areIn(first);
    }

    private Scored scored(int complete) {
        return outcome.trials().get(outcome.complete().get(complete));
    }

    private String text(int complete) {
        return scored(complete).candidate().point().text();
    }

    private String noise() {
        return outcome.judge().folds()
                ? "%d folds".formatted(outcome.judge().losses())
                : "%d validation rows".formatted(outcome.judge().parts().get(0).held().length);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
