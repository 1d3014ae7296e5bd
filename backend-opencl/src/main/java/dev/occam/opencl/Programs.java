package dev.occam.opencl;

import dev.occam.device.Buffer;
import dev.occam.device.Instruction;
import dev.occam.device.Program;
import java.util.List;

/** What is refused before it is compiled or launched. */
final class Programs {
    private Programs() {}

    /** A program on its own. */
    static void check(Program program) {
        checkLines(program);
        if (program.body().stream().anyMatch(Instruction.Product.class::isInstance)) {
            throw new IllegalArgumentException(
                    "only the epilogue of a matrix product has a product line, not program " + program.name());
        }
    }

    /** A program, or an epilogue. */
    static void checkLines(Program program) {
        boolean reduces = program.body().stream().anyMatch(Instruction.Reduce.class::isInstance);
        if (reduces && program.reduced() == 0) {
            throw new IllegalArgumentException(
                    "program " + program.name() + " reduces, but none of its axes is reduced");
        }
    }

    /** The buffers of a launch. */
    static ClBuffer[] bound(ClDevice device, List<Buffer> buffers, int needed) {
        device.checkOpen();
        if (buffers.size() < needed) {
            throw new IllegalArgumentException(
                    "the kernel needs %d buffers, but %d were given".formatted(needed, buffers.size()));
        }
        return buffers.stream().map(device::own).toArray(ClBuffer[]::new);
    }
}
