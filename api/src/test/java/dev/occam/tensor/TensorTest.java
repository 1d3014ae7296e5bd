package dev.occam.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
    @ParameterizedTest
    @EnumSource(Elementwise.class)
    void anOperationIsAppliedToAsManyOperandsAsItTakes(Elementwise function) {
        Tensor x = Tensor.input("x", Shape.of(2, 3));
        Tensor y = Tensor.of(function, Collections.nCopies(function.arity(), x));
        assertThat(y.operation()).isEqualTo(new Operation.Apply(function));
        assertThat(y.operands()).hasSize(function.arity()).allMatch(operand -> operand == x);
        assertThat(y.shape()).isEqualTo(x.shape());
    }

    @Test
    void anotherNumberOfOperandsIsRefused() {
        Tensor x = Tensor.constant(1);
        assertThatThrownBy(() -> Tensor.of(Elementwise.ADD, List.of(x)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ADD takes 2 operands, not 1");
    }
}
