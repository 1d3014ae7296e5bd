package dev.occam.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.engine.step.WeightFormula.Place;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FlatFormulaTest {
    private static Optional<FlatFormula> of(Shape shape, UnaryOperator<Tensor> update) {
        Tensor w = Tensor.input("w", shape);
        WeightFormula formula =
                new WeightFormula(Map.of(Place.Single.VALUES, w), Map.of(Place.Single.VALUES, update.apply(w)));
        return FlatFormula.of(formula, shape);
    }

    @Test
    void workOnSingleValuesIsFlat() {
        UnaryOperator<Tensor> decay = w -> w.sub(w.mul(0.1)).abs().lt(1).select(w, Tensor.constant(0));
        FlatFormula matrix = of(Shape.of(3, 4), decay).orElseThrow();
        FlatFormula vector = of(Shape.of(7), decay).orElseThrow();
        assertThat(matrix.text()).isEqualTo(vector.text());
        WeightFormula both = matrix.over(19);
        assertThat(both.outputs().get(Place.Single.VALUES).shape()).isEqualTo(Shape.of(19));
    }

    @Test
    void otherNumbersAreAnotherForm() {
        assertThat(of(Shape.of(3), w -> w.mul(0.1)).orElseThrow().text())
                .isNotEqualTo(of(Shape.of(3), w -> w.mul(0.2)).orElseThrow().text());
    }

    @Test
    void sumsViewsAndRandomDrawsBelongToOneWeight() {
        Shape shape = Shape.of(3, 3);
        assertThat(of(shape, w -> w.sub(w.sum()))).isEmpty();
        assertThat(of(shape, w -> w.sub(w.sum(1).unsqueeze(1)))).isEmpty();
        assertThat(of(shape, Tensor::transpose)).isEmpty();
        assertThat(of(shape, w -> w.add(Tensor.random(1, shape)))).isEmpty();
        assertThat(of(shape, w -> w.add(Tensor.index(shape, 0)))).isEmpty();
    }
}
