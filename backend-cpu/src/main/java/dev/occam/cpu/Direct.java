package dev.occam.cpu;

import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Store;
import dev.occam.device.View;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A program that goes through all its buffers at the same pace, as updates of weights do: one loop over the buffers
 * themselves, without blocks.
 *
 * @param offset the first element in all buffers
 */
record Direct(Fusion fusion, int offset) {
    static Optional<Direct> of(Lowering lowering) {
        if (lowering.layout().kind() != Layout.Kind.FLAT) {
            return Optional.empty();
        }
        Lines lines = lowering.lines();
        LoopBody body = new LoopBody();
        OptionalInt offset = OptionalInt.empty();
        for (int line : lines.live()) {
            Instruction instruction = lines.get(line);
            if (lines.level(line) == Level.LAUNCH) {
                body.single(line, lowering.value(line));
                continue;
            }
            if (instruction instanceof Apply apply && LoopBody.FUSABLE.contains(apply.function())) {
                body.operation(line, apply.function(), apply.operands());
                continue;
            }
            Optional<View> view = view(instruction);
            if (view.isEmpty() || !lowering.isStraight(view.get())) {
                return Optional.empty();
            }
            int first = view.get().element().offset();
            if (offset.isPresent() && offset.getAsInt() != first) {
                return Optional.empty();
            }
            offset = OptionalInt.of(first);
            if (instruction instanceof Load load) {
                body.input(line, load.buffer());
            } else if (instruction instanceof Store store) {
                body.output(store.operand(), store.buffer());
            }
        }
        boolean tooLong = body.operations().size() > LoopBody.MOST_OPERATIONS;
        return tooLong || offset.isEmpty()
                ? Optional.empty()
                : Optional.of(new Direct(new Fusion(body), offset.getAsInt()));
    }

    private static Optional<View> view(Instruction line) {
        if (line instanceof Load load) {
            return Optional.of(load.view());
        }
        return line instanceof Store store ? Optional.of(store.view()) : Optional.empty();
    }
}
