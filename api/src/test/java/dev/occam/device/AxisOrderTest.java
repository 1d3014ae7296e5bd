package dev.occam.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Store;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisOrderTest {
    private static View view(Integer... strides) {
        return new View(new Affine(0, List.of(strides)), List.of());
    }

    private static AxisOrder order(List<Integer> space, int reduced, View from, View to) {
        return AxisOrder.of(new Program("copy", space, reduced, List.of(new Load(0, from), new Store(1, to, 0))));
    }

    @Test
    void anAxisOfSmallStepsComesLast() {
        AxisOrder order = order(List.of(3, 5, 7), 0, view(1, 21, 3), view(1, 21, 3));
        assertThat(order.rows()).containsExactly(1, 2, 0);
        assertThat(order.reduced()).isEmpty();
        assertThat(order.runsAlongRows()).isFalse();
    }

    @Test
    void axesThatViewsDisagreeOnKeepTheirOrder() {
        assertThat(order(List.of(3, 5), 0, view(1, 3), view(5, 1)).rows()).containsExactly(0, 1);
    }

    @Test
    void axesOfOnePlaceAreLeftOut() {
        AxisOrder order = order(List.of(1, 4, 1), 1, view(4, 1, 1), view(4, 1, 0));
        assertThat(order.rows()).containsExactly(1);
        assertThat(order.reduced()).isEmpty();
    }

    @Test
    void rowsAreOrderedApartFromReducedAxes() {
        AxisOrder order = order(List.of(2, 3, 5, 7), 2, view(1, 2, 6, 30), view(1, 2, 0, 0));
        assertThat(order.rows()).containsExactly(1, 0);
        assertThat(order.reduced()).containsExactly(3, 2);
        assertThat(order.runsAlongRows()).isTrue();
    }

    @Test
    void rowsThatLieOneAfterAnotherDoNotRunAlongRows() {
        assertThat(order(List.of(4, 9), 1, view(9, 1), view(1, 0)).runsAlongRows())
                .isFalse();
    }
}
