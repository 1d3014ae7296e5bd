package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMixTest {
    @Test
    void theStreamIsThePublishedOne() {
        SplitMix random = new SplitMix(1234567);
        assertThat(random.next()).isEqualTo(6457827717110365317L);
        assertThat(random.next()).isEqualTo(3203168211198807973L);
        assertThat(new SplitMix(42).next()).isEqualTo(new SplittableRandom(42).nextLong());
    }

    @Test
    void numbersBelowABoundAreEven() {
        SplitMix random = new SplitMix(1);
        int[] counts = new int[7];
        IntStream.range(0, 70_000).forEach(i -> counts[random.below(7)]++);
        assertThat(IntStream.of(counts)).allMatch(count -> count > 9_600 && count < 10_400);
        assertThat(random.below(1)).isZero();
    }

    @Test
    void purposesOfOneSeedHaveDifferentStreams() {
        assertThat(SplitMix.of(42, SplitMix.Purpose.TEST).next())
                .isNotEqualTo(SplitMix.of(42, SplitMix.Purpose.VALIDATION).next());
    }
}
