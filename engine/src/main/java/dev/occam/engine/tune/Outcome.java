package dev.occam.engine.tune;

import dev.occam.SearchRange;
import dev.occam.TuningSpec;
import dev.occam.error.RunException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The trials of a search, ranked.
 *
 * @param trials by value where one key of numbers was searched, else by number
 * @param complete indices of the trials that got all their epochs, or diverged: those that are ranked
 * @param ranking of the complete ones, in their order
 */
record Outcome(List<Scored> trials, List<Integer> complete, Ranking ranking, Judge judge) {
    Outcome {
        trials = List.copyOf(trials);
        complete = List.copyOf(complete);
    }

    /** @throws RunException if all diverged */
    static Outcome of(List<Scored> scored, List<SearchRange> over, Judge judge, Simplicity simplicity) {
        List<Scored> trials = scored.stream().sorted(order(over)).toList();
        List<Integer> complete = IntStream.range(0, trials.size())
                .filter(i -> trials.get(i).complete())
                .boxed()
                .toList();
        if (complete.stream().allMatch(i -> trials.get(i).failure().isPresent())) {
            Scored first = trials.get(0);
            throw new RunException("All %d trials diverged; with %s: %s\n  Search smaller learning rates or strengths."
                    .formatted(
                            trials.size(),
                            first.candidate().point().text(),
                            trials.stream()
                                    .flatMap(trial -> trial.failure().stream())
                                    .findFirst()
                                    .orElse("")));
        }
        double[][] losses =
                complete.stream().map(i -> trials.get(i).losses(judge)).toArray(double[][]::new);
        Comparator<Integer> simplest = simplicity.isKnown()
                ? Comparator.comparing(
                        i -> trials.get(complete.get(i)).candidate().point().values(), simplicity)
                : Comparator.comparingDouble(i -> trials.get(complete.get(i)).loss(judge));
        List<Integer> simplestFirst = new ArrayList<>(
                IntStream.range(0, complete.size()).boxed().sorted(simplest).toList());
        return new Outcome(trials, complete, Ranking.of(losses, simplestFirst, judge.folds()), judge);
    }

    private static Comparator<Scored> order(List<SearchRange> over) {
        Comparator<Scored> byNumber =
                Comparator.comparingInt(each -> each.candidate().point().number());
        SearchRange first = over.get(0);
        return over.size() == 1 && Numbers.areIn(first)
                ? Comparator.comparingDouble((Scored each) -> number(each, first))
                        .thenComparing(byNumber)
                : byNumber;
    }

    private static double number(Scored trial, SearchRange range) {
        return Numbers.of(trial.candidate().point().values().get(range.path())).orElseThrow();
    }

    /** Index of the trial with the smallest loss. */
    int best() {
        return complete.get(ranking.best());
    }

    /** Index of the simplest trial within one standard error of it. */
    int simplest() {
        return complete.get(ranking.simplest());
    }

    int chosen(TuningSpec.Choose choice) {
        return switch (choice) {
            case SIMPLEST -> simplest();
            case BEST -> best();
        };
    }
}
