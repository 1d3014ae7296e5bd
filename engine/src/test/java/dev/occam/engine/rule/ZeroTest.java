package dev.occam.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ZeroTest {
    private final Tensor w = Tensor.input("w", Shape.of(2, 3));

    @Test
    void aPenaltyTimesZeroIsZero() {
        assertThat(Zero.is(Tensor.constant(0))).isTrue();
        assertThat(Zero.is(w.square().sum().mul(0.0))).isTrue();
        assertThat(Zero.is(w.mul(Tensor.scalar("rate").mul(0.0)))).isTrue();
        assertThat(Zero.is(w.mul(0).add(w.mul(0)).neg())).isTrue();
    }

    @Test
    void whatMayBeOtherThanZeroIsNot() {
        assertThat(Zero.is(w)).isFalse();
        assertThat(Zero.is(w.sub(w))).isFalse();
        assertThat(Zero.is(w.mul(0).exp())).isFalse();
        assertThat(Zero.is(w.mul(0).add(w))).isFalse();
    }
}
