package dev.occam.engine.tune;

import dev.occam.SearchRange;
import dev.occam.SearchStrategy;
import dev.occam.TuningSpec;
import dev.occam.engine.data.SplitMix;
import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The points that a search tries. */
final class Points {
    private static final int OF_ONE_RANGE = 13;
    private static final int OF_SEVERAL = 25;
    private static final int OF_HALVING = 27;

    private final TuningSpec spec;

    private Points(TuningSpec spec) {
        this.spec = spec;
    }

    /**
     * The points, in no particular order of strength.
     *
     * @throws RequestException if the strategy cannot search these ranges
     */
    static List<Point> of(TuningSpec spec, long seed) {
        Points points = new Points(spec);
        return switch (spec.strategy()) {
            case GRID -> points.grid();
            case RANDOM -> points.random(seed);
            case HALVING -> spec.over().size() == 1 ? points.grid() : points.random(seed);
            case PATH -> points.path();
        };
    }

    private int count() {
        boolean one = spec.over().size() == 1;
        int usual = spec.strategy() == SearchStrategy.HALVING ? OF_HALVING : one ? OF_ONE_RANGE : OF_SEVERAL;
        return spec.trials().orElse(usual);
    }

    private List<Point> path() {
        if (spec.over().size() > 1 || !Numbers.areIn(spec.over().get(0))) {
            throw new RequestException(
                    "--strategy path goes along one range of numbers, from strong to weak, but %s.\n  Search one, or use --strategy grid."
                            .formatted(
                                    spec.over().size() > 1
                                            ? "%d are searched"
                                                    .formatted(spec.over().size())
                                            : "the values of %s are no numbers"
                                                    .formatted(
                                                            spec.over().get(0).path())));
        }
        return grid();
    }

    private List<Point> grid() {
        long combinations = 1;
        int ranges = 0;
        for (SearchRange range : spec.over()) {
            if (range instanceof SearchRange.Choices choices) {
                combinations = Math.min(
                        Integer.MAX_VALUE, combinations * choices.values().size());
            } else {
                ranges++;
            }
        }
        int each = ranges == 0 ? 1 : (int) Math.floor(Math.pow((double) count() / combinations, 1.0 / ranges) + 1e-9);
        if (spec.trials().isPresent() && combinations * Math.pow(Math.max(2, each), ranges) > count()) {
            throw new RequestException(
                    "--trials %d is too few for a grid: two values of each range and all choices make %.0f points.\n  Allow more, or use --strategy random."
                            .formatted(count(), combinations * Math.pow(2, ranges)));
        }
        List<List<String>> axes = spec.over().stream()
                .map(range -> axis(range, Math.max(2, each)))
                .toList();
        List<Map<String, String>> all = new ArrayList<>(List.of(Map.of()));
        for (int i = 0; i < axes.size(); i++) {
            all = extended(all, spec.over().get(i).path(), axes.get(i));
        }
        return numbered(all);
    }

    private static List<String> axis(SearchRange range, int count) {
        return range instanceof SearchRange.Choices choices
                ? choices.values()
                : IntStream.range(0, count)
                        .mapToObj(i -> Numbers.at(range, (double) i / (count - 1)))
                        .distinct()
                        .toList();
    }

    private static List<Map<String, String>> extended(List<Map<String, String>> all, String path, List<String> values) {
        List<Map<String, String>> extended = new ArrayList<>();
        for (Map<String, String> before : all) {
            for (String value : values) {
                Map<String, String> point = new LinkedHashMap<>(before);
                point.put(path, value);
                extended.add(point);
            }
        }
        return extended;
    }

    private List<Point> random(long seed) {
        SplitMix random = SplitMix.of(seed, SplitMix.Purpose.SEARCH);
        List<Map<String, String>> all = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            Map<String, String> point = new LinkedHashMap<>();
            for (SearchRange range : spec.over()) {
                point.put(
                        range.path(),
                        range instanceof SearchRange.Choices choices
                                ? choices.values()
                                        .get(random.below(choices.values().size()))
                                : Numbers.at(range, random.uniform()));
            }
            all.add(point);
        }
        return numbered(all.stream().distinct().toList());
    }

    private static List<Point> numbered(List<Map<String, String>> all) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> new Point(i + 1, all.get(i)))
                .toList();
    }
}
