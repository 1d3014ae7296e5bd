package dev.occam.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
    @Test
    void eachEpochHasItsOwnOrderOfAllExamples() {
        EpochOrder order = new EpochOrder(42, true, 100);
        int[] first = order.of(1).clone();
        int[] second = order.of(2).clone();
        assertThat(first).isNotEqualTo(second);
        assertThat(Arrays.stream(first).sorted())
                .containsExactly(IntStream.range(0, 100).boxed().toArray(Integer[]::new));
        assertThat(new EpochOrder(42, true, 100).of(2)).isEqualTo(second);
        assertThat(new EpochOrder(43, true, 100).of(2)).isNotEqualTo(second);
    }

    @Test
    void withoutShufflingTheOrderIsThatOfTheData() {
        assertThat(new EpochOrder(42, false, 4).of(3)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void everyPlaceIsEquallyLikely() {
        int[] counts = new int[4];
        EpochOrder order = new EpochOrder(1, true, 4);
        for (int epoch = 1; epoch <= 4000; epoch++) {
            counts[order.of(epoch)[0]]++;
        }
        assertThat(Arrays.stream(counts)).allMatch(count -> Math.abs(count - 1000) < 150);
    }
}
