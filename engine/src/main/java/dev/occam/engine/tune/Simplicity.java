package dev.occam.engine.tune;

import dev.occam.Choice;
import dev.occam.RegularizerChoice;
import dev.occam.SearchRange;
import dev.occam.TrainingSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which of two points makes the simpler model: the stronger rule, the smaller layer, the shorter training. */
final class Simplicity implements Comparator<Map<String, String>> {
    private static final Set<String> WEAKER_WHEN_LARGER = Set.of("keep", "limit", "gamma");

    /** Whether a larger value of a key makes a simpler model. */
    private enum Direction {
        LARGER_IS_SIMPLER,
        SMALLER_IS_SIMPLER,
        UNKNOWN
    }

    private final TrainingSpec spec;
    private final List<SearchRange> over;

    /** @param spec whose rules the searched keys belong to */
    Simplicity(TrainingSpec spec, List<SearchRange> over) {
        this.spec = spec;
        this.over = List.copyOf(over);
    }

    /** Whether one of the keys says what is simpler. */
    boolean isKnown() {
        return over.stream().anyMatch(range -> direction(range) != Direction.UNKNOWN);
    }

    /** The simpler one first; the keys count in the order in which they were given. */
    @Override
    public int compare(Map<String, String> first, Map<String, String> second) {
        for (SearchRange range : over) {
            Direction direction = direction(range);
            if (direction != Direction.UNKNOWN) {
                double one = Numbers.of(first.get(range.path())).orElseThrow();
                double other = Numbers.of(second.get(range.path())).orElseThrow();
                int order = Double.compare(one, other);
                if (order != 0) {
                    return direction == Direction.LARGER_IS_SIMPLER ? -order : order;
                }
            }
        }
        return 0;
    }

    private Direction direction(SearchRange range) {
        if (!Numbers.areIn(range)) {
            return Direction.UNKNOWN;
        }
        String[] keys = range.path().split("\\.", -1);
        String last = keys[keys.length - 1];
        return switch (keys[0]) {
            case "regularizers" -> keys.length < 3 ? Direction.UNKNOWN : ofRule(keys[1], last);
            case "model" -> last.equals("units") ? Direction.SMALLER_IS_SIMPLER : Direction.UNKNOWN;
            case "epochs" -> Direction.SMALLER_IS_SIMPLER;
            default -> Direction.UNKNOWN;
        };
    }

    private Direction ofRule(String rule, String option) {
        boolean isTime = option.equals("lambda")
                && spec.regularizers().stream()
                        .filter(choice -> isCalled(rule, choice))
                        .anyMatch(Simplicity::isTimescale);
        return isTime || WEAKER_WHEN_LARGER.contains(option)
                ? Direction.SMALLER_IS_SIMPLER
                : Direction.LARGER_IS_SIMPLER;
    }

    private boolean isCalled(String rule, RegularizerChoice choice) {
        return rule.equals(String.valueOf(spec.regularizers().indexOf(choice)))
                || choice.regularizer() instanceof Choice.Named<?> named
                        && named.name().equals(rule);
    }

    private static boolean isTimescale(RegularizerChoice choice) {
        return choice.regularizer() instanceof Choice.Named<?> named
                && String.valueOf(named.options().get("unit"))
                        .toLowerCase(Locale.ROOT)
                        .startsWith("timescale");
    }
}
