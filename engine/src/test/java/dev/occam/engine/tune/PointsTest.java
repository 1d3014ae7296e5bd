package dev.occam.engine.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.SearchRange;
import dev.occam.SearchStrategy;
import dev.occam.TuningSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PointsTest {
    private static List<Point> points(SearchStrategy strategy, OptionalInt trials, String... over) {
        return Points.of(
                new TuningSpec(
                        Searches.spec("data: digits"),
                        Arrays.stream(over).map(SearchRange::of).toList(),
                        strategy,
                        trials,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        TuningSpec.Choose.BEST),
                7);
    }

    private static List<String> values(List<Point> points) {
        return points.stream().map(Point::text).toList();
    }

    @Test
    void aGridHasBothEndsAndEqualSteps() {
        assertThat(values(points(SearchStrategy.GRID, OptionalInt.of(5), "a.lambda=log:1e-6..1e-2")))
                .containsExactly("lambda=1e-6", "lambda=1e-5", "lambda=1e-4", "lambda=0.001", "lambda=0.01");
        assertThat(values(points(SearchStrategy.GRID, OptionalInt.of(3), "a.drop=lin:0..0.5")))
                .containsExactly("drop=0", "drop=0.25", "drop=0.5");
    }

    @Test
    void sixDecadesAreTriedAtHalvesOfThemUnlessSaidOtherwise() {
        List<Point> points = points(SearchStrategy.GRID, OptionalInt.empty(), "lambda=log:1e-6..1");

        assertThat(points).hasSize(13).extracting(Point::number).startsWith(1, 2, 3);
        assertThat(points.get(1).text()).isEqualTo("lambda=3.162e-6");
    }

    @Test
    void severalRangesShareTheTrials() {
        assertThat(points(SearchStrategy.GRID, OptionalInt.of(30), "a=lin:0..1", "b=lin:0..1", "c=choice:x,y"))
                .hasSize(3 * 3 * 2);
        assertThat(points(SearchStrategy.GRID, OptionalInt.empty(), "a=lin:0..1", "b=lin:0..1"))
                .hasSize(25);
        assertThat(points(SearchStrategy.GRID, OptionalInt.empty(), "c=choice:x,y,z"))
                .hasSize(3);
    }

    @Test
    void randomPointsAreTheSameForTheSameSeedAndInTheirRanges() {
        List<Point> points =
                points(SearchStrategy.RANDOM, OptionalInt.of(400), "a=log:1e-4..1", "b=lin:-1..1", "c=choice:x,y,z");

        assertThat(points(SearchStrategy.RANDOM, OptionalInt.of(400), "a=log:1e-4..1", "b=lin:-1..1", "c=choice:x,y,z"))
                .isEqualTo(points);
        assertThat(points).allSatisfy(point -> {
            assertThat(number(point, "a")).isBetween(1e-4, 1.0);
            assertThat(number(point, "b")).isBetween(-1.0, 1.0);
        });
        double small =
                points.stream().filter(point -> number(point, "a") < 1e-2).count() / 400.0;
        assertThat(small).as("half of the decades").isEqualTo(0.5, within(0.1));
        assertThat(new HashSet<>(
                        points.stream().map(point -> point.values().get("c")).toList()))
                .containsExactlyInAnyOrder("x", "y", "z");
    }

    private static double number(Point point, String key) {
        return Double.parseDouble(point.values().get(key));
    }

    @Test
    void keysThatEndAlikeAreShownWhole() {
        assertThat(points(SearchStrategy.GRID, OptionalInt.of(4), "a.lambda=lin:0..1", "b.lambda=lin:0..1")
                        .get(0)
                        .text())
                .isEqualTo("a.lambda=0, b.lambda=0");
    }
}
