package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitsTest {
    private static final Splits DIGITS =
            DataSource.splits(DataOptions.of("digits").withValidation(new Share(0.1)), 42);

    @Test
    void eachRowIsHeldOutOnceAndNeverTrainedOnThen() {
        int[] rows = DIGITS.rows();
        List<Splits.Part> folds = DIGITS.folds(rows, 7, SplitMix.Purpose.FOLDS);

        assertThat(folds).hasSize(7).allSatisfy(part -> {
            assertThat(part.held()).hasSizeBetween(rows.length / 7, rows.length / 7 + 1);
            assertThat(part.train().length + part.held().length).isEqualTo(rows.length);
            assertThat(IntStream.of(part.held())).noneMatch(row -> Arrays.binarySearch(part.train(), row) >= 0);
        });
        assertThat(folds.stream()
                        .flatMapToInt(part -> Arrays.stream(part.held()))
                        .sorted()
                        .toArray())
                .isEqualTo(rows);
    }

    @Test
    void foldsHaveTheClassesInEqualParts() {
        List<Splits.Part> folds = DIGITS.folds(DIGITS.rows(), 5, SplitMix.Purpose.FOLDS);

        for (Splits.Part part : folds) {
            Dataset held = DIGITS.prepare(part).validation().orElseThrow();
            int[] counts = new int[10];
            IntStream.of(((Targets.Classes) held.targets()).labels()).forEach(label -> counts[label]++);
            assertThat(IntStream.of(counts)).allMatch(count -> count >= 26 && count <= 31);
        }
    }

    @Test
    void theValidationPartIsTheOneOfARun() {
        PreparedData run = DataSource.prepare(DataOptions.of("digits").withValidation(new Share(0.1)), 42);
        PreparedData split = DIGITS.prepare(DIGITS.validation(DIGITS.rows()));

        assertThat(split.train().features()).isEqualTo(run.train().features());
        assertThat(split.validation().orElseThrow().features())
                .isEqualTo(run.validation().orElseThrow().features());
        assertThat(split.test()).isEqualTo(Optional.empty());
    }

    @Test
    void foldsFollowFromTheSeedAndThePurpose() {
        int[] first =
                DIGITS.folds(DIGITS.rows(), 5, SplitMix.Purpose.FOLDS).get(0).held();

        assertThat(DIGITS.folds(DIGITS.rows(), 5, SplitMix.Purpose.FOLDS).get(0).held())
                .isEqualTo(first);
        assertThat(DIGITS.folds(DIGITS.rows(), 5, SplitMix.Purpose.OUTER_FOLDS)
                        .get(0)
                        .held())
                .isNotEqualTo(first);
    }

    @Test
    void rowsLimitsWhatIsTrainedOnAndNotWhatJudges() {
        Splits few = DataSource.splits(DataOptions.from(Map.of("path", "digits", "rows", 200)), 42);
        Splits.Part part =
                few.limited(few.folds(few.rows(), 5, SplitMix.Purpose.FOLDS).get(0));

        assertThat(part.train()).hasSize(200);
        assertThat(part.held().length).isBetween(287, 288);
        assertThat(few.trained(few.rows())).isEqualTo(200);
    }

    @Test
    void blocksHoldEachRowOnceInNearlyEqualNumbers() {
        Dataset data = new Dataset(
                "count",
                List.of(1),
                new float[] {0, 1, 2, 3, 4, 5, 6},
                new Targets.Values(new float[] {0, 1, 2, 3, 4, 5, 6}, List.of("y")));

        assertThat(Splits.blocks(data, 3))
                .extracting(Dataset::features)
                .containsExactly(new float[] {0, 3, 6}, new float[] {1, 4}, new float[] {2, 5});
        assertThat(Splits.blocks(data, 20)).hasSize(7);
    }
}
