package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.device.Philox;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private final Tensor matrix = Tensor.input("matrix", Shape.of(2, 3));
    private final Tensor row = Tensor.input("row", Shape.of(5));
    private final Tensor rate = Tensor.scalar("rate");
    private final Bindings bindings = Bindings.builder()
            .input(matrix, 1, 2, 3, 4, 5, 6)
            .input(row, new float[] {10, 20, 30, 40, 50})
            .scalar(rate, 0.1)
            .seed(7)
            .step(3)
            .build();

    @Test
    void leavesAreWhatIsBound() {
        assertThat(value(matrix)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(value(rate)).containsExactly(0.1);
        assertThat(value(Tensor.constant(0.3))).containsExactly(0.3);
        assertThat(value(Tensor.index(Shape.of(2, 3), 1))).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void randomNumbersArePhilox() {
        assertThat(value(Tensor.random(5, Shape.of(2))))
                .containsExactly(Philox.uniform(7, 5, 3, 0), Philox.uniform(7, 5, 3, 1));
    }

    @Test
    void elementWiseWorkIsBroadcast() {
        assertThat(value(matrix.mul(rate).add(1))).containsExactly(1.1, 1.2, 1 + 3 * 0.1, 1.4, 1.5, 1 + 6 * 0.1);
        assertThat(value(matrix.lt(3).select(matrix.neg(), matrix.max(5)))).containsExactly(-1, -2, 5, 5, 5, 6);
    }

    @Test
    void reductionsDropTheirAxes() {
        assertThat(value(matrix.sum())).containsExactly(21);
        assertThat(value(matrix.sum(0))).containsExactly(5, 7, 9);
        assertThat(value(matrix.amax(1))).containsExactly(3, 6);
        Tensor empty = Tensor.input("empty", Shape.of(2, 0));
        Bindings nothing = Bindings.builder().input(empty, new float[0]).build();
        assertThat(Reference.value(empty.amax(1), nothing))
                .containsExactly(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void aMatrixProductRunsOverEachBatch() {
        assertThat(value(matrix.matmul(matrix.transpose()))).containsExactly(14, 32, 32, 77);
        Tensor both = matrix.reshape(Shape.of(2, 1, 3));
        assertThat(value(both.matmul(both.transpose()))).containsExactly(14, 77);
    }

    @Test
    void aGatherReadsRowsAndZeroOutside() {
        Tensor indices = Tensor.input("indices", Shape.of(4));
        Bindings more = bindings.toBuilder().input(indices, 1, 0, -1, 2).build();
        assertThat(Reference.value(matrix.gather(indices), more)).containsExactly(4, 5, 6, 1, 2, 3, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void viewsMoveValues() {
        assertThat(value(matrix.transpose())).containsExactly(1, 4, 2, 5, 3, 6);
        Tensor cube = matrix.reshape(Shape.of(1, 2, 3)).permute(2, 0, 1);
        assertThat(cube.shape()).isEqualTo(Shape.of(3, 1, 2));
        assertThat(value(cube)).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(value(matrix.slice(1, 1, 3))).containsExactly(2, 3, 5, 6);
        assertThat(value(matrix.pad(0, 1, 0))).containsExactly(0, 0, 0, 1, 2, 3, 4, 5, 6);
        assertThat(value(matrix.slice(0, 1, 2).expand(Shape.of(2, 3)))).containsExactly(4, 5, 6, 4, 5, 6);
        assertThat(value(matrix.reshape(Shape.of(3, 2)).slice(0, 1, 2))).containsExactly(3, 4);
        assertThat(value(matrix.detach())).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void windowsOverlap() {
        assertThat(value(row.windows(0, 2, 2, 2))).containsExactly(10, 30, 30, 50);
    }

    @Test
    void unwindowsPutEachWindowBackInItsPlace() {
        Tensor back = row.windows(0, 2, 2, 2).unwindows(0, 2, 2, 5);
        assertThat(value(back)).containsExactly(10, 0, 0, 0, 30, 30, 0, 0, 0, 50);
        assertThat(value(back.sum(1))).containsExactly(10, 0, 60, 0, 50);
    }

    @Test
    void whatFormulasShareIsComputedOnce() {
        Tensor deep = row;
        for (int i = 0; i < 20_000; i++) {
            deep = deep.add(deep).mul(0.5);
        }
        assertThat(Reference.values(List.of(deep, deep.sum()), bindings))
                .satisfiesExactly(
                        values -> assertThat(values).containsExactly(10, 20, 30, 40, 50),
                        sum -> assertThat(sum).containsExactly(150));
    }

    @Test
    void anUnboundInputIsNamed() {
        Tensor other = Tensor.input("matrix", Shape.of(2, 3));
        assertThatThrownBy(() -> value(other.sum()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing is bound to Input[name=matrix] [2, 3]; bind it with input(...) or scalar(...),"
                        + " and bind the same object, not another of its name");
    }

    @Test
    void aBindingOfTheWrongSizeIsRefused() {
        assertThatThrownBy(() -> Bindings.builder().input(matrix, 1, 2))
                .hasMessage("Input[name=matrix] [2, 3] holds 6 values, not 2");
        assertThatThrownBy(() -> Bindings.builder().input(rate, 1)).hasMessageContaining("only an input can be bound");
        assertThatThrownBy(() -> Bindings.builder().scalar(matrix, 1)).hasMessageContaining("only a scalar leaf");
    }

    private double[] value(Tensor formula) {
        return Reference.value(formula, bindings);
    }
}
