package dev.occam.engine.plan;

import dev.occam.device.View;
import dev.occam.tensor.Tensor;
import java.util.List;

/** How a product reads its operands: over batch, rows and inner axis, and over batch, inner axis and columns. */
final class Products {
    private Products() {}

    static View left(Group group, Emitter emitter) {
        return operand(group.product().operands().get(0), emitter);
    }

    static View right(Group group, Emitter emitter) {
        return operand(group.product().operands().get(1), emitter);
    }

    private static View operand(Tensor operand, Emitter emitter) {
        List<Integer> axes = operand.shape().rank() == 2 ? List.of(1, 2) : List.of(0, 1, 2);
        return emitter.operand(operand, Access.of(axes, 3));
    }
}
