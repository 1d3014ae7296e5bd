package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private final Tensor x = Tensor.input("x", Shape.of(3));
    private final Bindings bindings =
            Bindings.builder().input(x, -1.5, 0.002, 300).build();

    @Test
    void aRightGradientPasses() {
        check(x.square().sum(), x.mul(2));
        check(x.tanh().sum(), Tensor.constant(1).sub(x.tanh().square()));
        check(x.abs().sqrt().sum(), x.sign().div(x.abs().sqrt().mul(2)));
        check(x.max(0).sum(), Tensor.constant(0).lt(x));
    }

    @Test
    void whatIsDetachedIsHeld() {
        check(x.mul(x.square().detach()).sum(), x.square());
    }

    @Test
    void aWrongSignIsFoundAtTheElement() {
        assertThatThrownBy(() -> check(x.square().sum(), x.mul(2).mul(x.lt(100).select(1, -1))))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the gradient by Input[name=x] [3] is wrong: at element 2, where the value is"
                        + " 300.0, it is -600.0, but central differences give ")
                .hasMessageContaining("600");
    }

    @Test
    void aSmallErrorIsFound() {
        assertThatThrownBy(() -> check(x.square().sum(), x.mul(2.00001))).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check(x.square().sum(), x.mul(Double.NaN))).isInstanceOf(AssertionError.class);
    }

    @Test
    void aGradientOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> check(x.sum(), Tensor.constant(1)))
                .hasMessage("the gradient by Input[name=x] [3] has shape [], not [3]");
        assertThatThrownBy(() -> check(x, x)).hasMessage("only a scalar has a gradient, not [3]");
        assertThatCode(() -> check(x.sum(), Tensor.constant(1).expand(Shape.of(3))))
                .doesNotThrowAnyException();
    }

    private void check(Tensor formula, Tensor gradient) {
        GradientCheck.check(formula, x, gradient, bindings);
    }
}
