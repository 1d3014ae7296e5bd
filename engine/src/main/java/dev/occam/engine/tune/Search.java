package dev.occam.engine.tune;

import dev.occam.SearchStrategy;
import dev.occam.TuningListener;
import dev.occam.device.Device;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.data.Splits;
import dev.occam.engine.train.TrainingSetup;
import dev.occam.engine.train.TrialRun;
import dev.occam.engine.train.TrialRun.Course;
import dev.occam.engine.train.TrialRun.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Trains candidates on every part of a judge, as the strategy says. What is finished is not done again. */
final class Search {
    private static final int KEPT_OF_HALVING = 3;

    private final Workshop workshop;
    private final Splits splits;
    private final Judge judge;
    private final Crew crew;
    private final TrialFiles files;
    private final String phase;
    private final String prefix;
    private final TuningListener listener;
    private int total;
    private int done;

    /**
     * @param phase what progress calls it
     * @param prefix of the names of its files
     */
    Search(
            Workshop workshop,
            Splits splits,
            Judge judge,
            Crew crew,
            TrialFiles files,
            String phase,
            String prefix,
            TuningListener listener) {
        this.workshop = workshop;
        this.splits = splits;
        this.judge = judge;
        this.crew = crew;
        this.files = files;
        this.phase = phase;
        this.prefix = prefix;
        this.listener = listener;
    }

    /** @param simplestFirst the order of a path */
    List<Scored> run(List<Candidate> candidates, SearchStrategy strategy, Comparator<Candidate> simplestFirst) {
        return switch (strategy) {
            case GRID, RANDOM -> whole(candidates);
            case HALVING -> halving(candidates);
            case PATH -> path(candidates.stream().sorted(simplestFirst).toList());
        };
    }

    private List<Scored> whole(List<Candidate> candidates) {
        total = candidates.size() * judge.parts().size();
        return onAllParts(
                candidates,
                "",
                (candidate, part) -> Course.whole(candidate.spec().epochs()),
                true);
    }

    /** Successive halving: a rung for each budget, each three times the one before. */
    private List<Scored> halving(List<Candidate> candidates) {
        int epochs = candidates.stream()
                .mapToInt(candidate -> candidate.spec().epochs())
                .max()
                .orElseThrow();
        int rungs = 1;
        int power = KEPT_OF_HALVING;
        for (int left = candidates.size(); left > 1 && epochs / power >= 1; power *= KEPT_OF_HALVING) {
            left = kept(left);
            rungs++;
        }
        List<Integer> sizes = new ArrayList<>();
        for (int left = candidates.size(), rung = 0; rung < rungs; rung++, left = kept(left)) {
            sizes.add(left);
        }
        total = sizes.stream().mapToInt(Integer::intValue).sum() * judge.parts().size();
        List<Candidate> survivors = candidates;
        List<Scored> finished = new ArrayList<>();
        for (int rung = 0; rung < rungs; rung++) {
            boolean last = rung == rungs - 1;
            int until = last ? epochs : (int) Math.max(1, epochs / Math.pow(KEPT_OF_HALVING, rungs - 1 - rung));
            List<Scored> scored = rung(survivors, rung, until, last);
            if (last) {
                finished.addAll(scored);
                break;
            }
            List<Scored> ranked = scored.stream()
                    .sorted(Comparator.comparingDouble((Scored each) -> each.loss(judge))
                            .thenComparingInt(each -> each.candidate().point().number()))
                    .toList();
            int stay = (int) ranked.stream()
                    .limit(kept(ranked.size()))
                    .filter(each -> each.failure().isEmpty())
                    .count();
            finished.addAll(ranked.subList(stay, ranked.size()));
            survivors = ranked.subList(0, stay).stream().map(Scored::candidate).toList();
        }
        return finished;
    }

    private static int kept(int size) {
        return (size + KEPT_OF_HALVING - 1) / KEPT_OF_HALVING;
    }

    private List<Scored> rung(List<Candidate> survivors, int rung, int until, boolean last) {
        return onAllParts(
                survivors,
                "-epochs-" + until,
                (candidate, part) -> {
                    Path state = files.state(key(candidate, part));
                    return new Course(
                            until,
                            rung == 0 ? Optional.empty() : Optional.of(state),
                            Optional.empty(),
                            last ? Optional.empty() : Optional.of(state));
                },
                last);
    }

    /** The parts side by side, and along each the candidates one after the other. */
    private List<Scored> path(List<Candidate> strongestFirst) {
        total = strongestFirst.size() * judge.parts().size();
        List<Callable<List<Score>>> chains = new ArrayList<>();
        for (int part = 0; part < judge.parts().size(); part++) {
            int at = part;
            chains.add(() -> {
                List<Score> scores = new ArrayList<>();
                Optional<Path> before = Optional.empty();
                for (Candidate candidate : strongestFirst) {
                    Path state = files.state(key(candidate, at));
                    Course course = new Course(candidate.spec().epochs(), Optional.empty(), before, Optional.of(state));
                    Score score = train(candidate, at, course, key(candidate, at));
                    before = score.failure().isPresent() ? before : Optional.of(state);
                    scores.add(score);
                }
                return scores;
            });
        }
        List<List<Score>> byPart = crew.all(chains);
        return IntStream.range(0, strongestFirst.size())
                .mapToObj(i -> new Scored(
                        strongestFirst.get(i),
                        byPart.stream().map(scores -> scores.get(i)).toList(),
                        true))
                .toList();
    }

    private interface Courses {
        Course of(Candidate candidate, int part);
    }

    private List<Scored> onAllParts(List<Candidate> candidates, String suffix, Courses courses, boolean complete) {
        List<Callable<Score>> jobs = new ArrayList<>();
        for (Candidate candidate : candidates) {
            for (int part = 0; part < judge.parts().size(); part++) {
                int at = part;
                jobs.add(() -> train(candidate, at, courses.of(candidate, at), key(candidate, at) + suffix));
            }
        }
        List<Score> scores = crew.all(jobs);
        int parts = judge.parts().size();
        return IntStream.range(0, candidates.size())
                .mapToObj(i -> new Scored(candidates.get(i), scores.subList(i * parts, (i + 1) * parts), complete))
                .toList();
    }

    private String key(Candidate candidate, int part) {
        return String.format(
                Locale.ROOT, "%s%04d-part-%d", prefix, candidate.point().number(), part + 1);
    }

    private Score train(Candidate candidate, int part, Course course, String key) {
        int losses = judge.folds() ? 1 : judge.losses();
        String trial = candidate.point().text();
        Score score = files.read(key, trial, losses).orElseGet(() -> {
            Score fresh = train(candidate, part, course);
            files.write(key, trial, fresh);
            return fresh;
        });
        double loss = score.losses().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.POSITIVE_INFINITY);
        synchronized (listener) {
            done++;
            listener.finished(new TuningListener.Progress(
                    phase, done, total, candidate.point().text(), loss));
        }
        return score;
    }

    private Score train(Candidate candidate, int part, Course course) {
        PreparedData data = splits.prepare(judge.parts().get(part));
        TrainingSetup setup = workshop.setup(candidate.spec(), data);
        OptionalInt threads =
                crew.size() > 1 ? OptionalInt.of(1) : candidate.spec().threads();
        try (Device device = workshop.open(candidate.spec(), threads)) {
            return TrialRun.on(device, setup, course, judge.datasets(data));
        }
    }
}
