package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.data.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedTest {
    @Test
    void eachClassGivesItsShareByTheLargestRemainder() {
        // 10 rows of 17: shares 10·8/17 = 4.7, 10·6/17 = 3.5, 10·3/17 = 1.8, so the two largest remainders get a row.
        Targets.Classes targets = classes(8, 6, 3);
        Stratified split = Stratified.take(targets, all(17), 10, new SplitMix(1));
        assertThat(counts(targets, split.taken())).containsExactly(5, 3, 2);
        assertThat(counts(targets, split.rest())).containsExactly(3, 3, 1);
    }

    @Test
    void everyRowIsInOnePartAndEachPartAscends() {
        Random random = new Random(7);
        for (int trial = 0; trial < 300; trial++) {
            int[] sizes = IntStream.range(0, 1 + random.nextInt(5))
                    .map(k -> random.nextInt(20))
                    .toArray();
            Targets.Classes targets = classes(sizes);
            int[] rows = all(targets.size());
            int count = random.nextInt(rows.length + 1);

            Stratified split = Stratified.take(targets, rows, count, new SplitMix(trial));

            assertThat(split.taken()).hasSize(count).isSorted();
            assertThat(split.rest()).isSorted();
            assertThat(IntStream.concat(Arrays.stream(split.taken()), Arrays.stream(split.rest()))
                            .sorted()
                            .toArray())
                    .isEqualTo(rows);
            int[] taken = counts(targets, split.taken());
            for (int k = 0; k < sizes.length; k++) {
                double share = rows.length == 0 ? 0 : (double) count * sizes[k] / rows.length;
                assertThat((double) taken[k]).isBetween(Math.floor(share), Math.ceil(share));
            }
        }
    }

    @Test
    void theRowsOfASeedAreFixedForGood() {
        Targets.Classes targets = classes(20, 20, 20);
        assertThat(Stratified.take(targets, all(60), 9, SplitMix.of(42, SplitMix.Purpose.TEST))
                        .taken())
                .containsExactly(1, 9, 10, 21, 29, 39, 43, 52, 53);
    }

    @Test
    void valuesToBePredictedAreOneStratum() {
        Targets.Values targets = new Targets.Values(new float[30], List.of("y"));
        Stratified first = Stratified.take(targets, all(30), 10, new SplitMix(1));
        Stratified second = Stratified.take(targets, all(30), 10, new SplitMix(2));
        assertThat(first.taken()).hasSize(10).isNotEqualTo(second.taken());
        assertThat(first.taken())
                .isEqualTo(
                        Stratified.take(targets, all(30), 10, new SplitMix(1)).taken());
    }

    private static Targets.Classes classes(int... sizes) {
        int[] labels = IntStream.range(0, sizes.length)
                .flatMap(k -> IntStream.generate(() -> k).limit(sizes[k]))
                .toArray();
        return new Targets.Classes(
                labels,
                IntStream.range(0, sizes.length).mapToObj(Integer::toString).toList());
    }

    private static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }

    private static int[] counts(Targets.Classes targets, int[] rows) {
        int[] counts = new int[targets.names().size()];
        Arrays.stream(rows).forEach(row -> counts[targets.labels()[row]]++);
        return counts;
    }
}
