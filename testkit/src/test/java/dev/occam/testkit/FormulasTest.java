package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FormulasTest {
    private final Tensor w = Tensor.input("w", Shape.of(3, 2));

    @Test
    void aPenaltyOfElementsIsASumTimesWhatIsFixed() {
        assertThat(Formulas.isSumOfElements(Tensor.constant(0))).isTrue();
        assertThat(Formulas.isSumOfElements(w.square().sum().mul(0.5))).isTrue();
        assertThat(Formulas.isSumOfElements(w.abs().sum().add(w.square().mean())))
                .isTrue();
        assertThat(Formulas.isSumOfElements(w.abs().sum().neg().div(3))).isTrue();
    }

    @Test
    void aPenaltyOfNormsIsNot() {
        assertThat(Formulas.isSumOfElements(w.square().sum().sqrt())).isFalse();
        assertThat(Formulas.isSumOfElements(w.abs().sum().mul(w.abs().sum()))).isFalse();
        assertThat(Formulas.isSumOfElements(Tensor.constant(1).div(w.abs().sum())))
                .isFalse();
        assertThat(Formulas.isSumOfElements(w.square().sum(1).sqrt().sum())).isFalse();
        assertThat(Formulas.isSumOfElements(w.amax())).isFalse();
        assertThat(Formulas.isSumOfElements(w.matmul(w.transpose()).sum())).isFalse();
    }
}
