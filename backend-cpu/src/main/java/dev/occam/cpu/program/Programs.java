package dev.occam.cpu.program;

import dev.occam.cpu.step.Walk;
import dev.occam.device.Instruction;
import dev.occam.device.Program;

/** What is refused before it is compiled. */
public final class Programs {
    private Programs() {}

    /** A program on its own. */
    public static void check(Program program) {
        checkLines(program);
        if (program.body().stream().anyMatch(Instruction.Product.class::isInstance)) {
            throw new IllegalArgumentException(
                    "only the epilogue of a matrix product has a product line, not program " + program.name());
        }
    }

    /** A program, or an epilogue. */
    public static void checkLines(Program program) {
        if (program.space().size() > Walk.MOST_AXES) {
            throw new IllegalArgumentException("a space has at most %d axes, not %d (program %s)"
                    .formatted(Walk.MOST_AXES, program.space().size(), program.name()));
        }
        boolean reduces = program.body().stream().anyMatch(Instruction.Reduce.class::isInstance);
        if (reduces && program.reduced() == 0) {
            throw new IllegalArgumentException(
                    "program " + program.name() + " reduces, but none of its axes is reduced");
        }
    }
}
