package dev.occam.cpu.program;

import dev.occam.cpu.loop.Fusion;
import dev.occam.cpu.step.Block;
import dev.occam.cpu.step.FusedStep;
import dev.occam.cpu.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lowered program.
 *
 * @param layout how the space is cut into blocks
 * @param once registers with one value for the whole launch, all workers share them
 * @param launch what fills them before each launch
 * @param block what is to be done for each block; empty for long rows
 * @param direct the same as one loop, where that is possible
 * @param passes the passes for long rows, empty for others; the last one may do nothing but rows
 * @param scratch number of registers of each worker, numbered behind the shared ones
 * @param guards the most bounds of a view
 * @param weight relative cost of a coordinate
 */
public record Code(
        Layout layout,
        float[][] once,
        Step[] launch,
        Step[] block,
        Optional<Direct> direct,
        List<Pass> passes,
        int scratch,
        int guards,
        int weight) {
    /** All fused loops. */
    public List<Fusion> fusions() {
        List<Fusion> fusions = new ArrayList<>();
        direct.ifPresent(found -> fusions.add(found.fusion()));
        addFusions(block, fusions);
        for (Pass pass : passes) {
            pass.direct().ifPresent(found -> fusions.add(found.fusion()));
            addFusions(pass.coordinates(), fusions);
        }
        return fusions;
    }

    private static void addFusions(Step[] steps, List<Fusion> fusions) {
        for (Step step : steps) {
            if (step instanceof FusedStep fused) {
                fusions.add(fused.fusion());
            }
        }
    }

    private int slots() {
        int most = direct.map(found -> found.slots().size()).orElse(0);
        for (Pass pass : passes) {
            most = Math.max(
                    most, pass.direct().map(found -> found.slots().size()).orElse(0));
        }
        return most;
    }

    /** The registers of one worker. */
    public float[][] registers(Block worker) {
        worker.reserve(layout.blockSize(), guards, slots());
        float[][] own = worker.scratch(scratch, layout.blockSize());
        float[][] registers = new float[once.length + scratch][];
        System.arraycopy(once, 0, registers, 0, once.length);
        System.arraycopy(own, 0, registers, once.length, scratch);
        return registers;
    }
}
