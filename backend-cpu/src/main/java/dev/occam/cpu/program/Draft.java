package dev.occam.cpu.program;

import dev.occam.cpu.loop.LoopBody;
import dev.occam.cpu.step.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A step before registers are chosen: it names values, and is made once it is known which register holds each.
 *
 * @param target the value it makes, or -1
 * @param sources the values it reads
 * @param inPlace whether the target may take a register of a source
 * @param operation what it does, if that can be fused with others
 */
record Draft(int target, List<Integer> sources, boolean inPlace, Optional<LoopBody.Operation> operation, Maker maker) {
    /** Makes the step. */
    @FunctionalInterface
    interface Maker {
        Step make(IntUnaryOperator registerOf);
    }
}
