package dev.occam.cpu.step;

import dev.occam.cpu.kernel.Loops;
import dev.occam.tensor.Reduction;

/** Adds the values of a block to those of the blocks before, place by place; {@link Partials} folds the places. */
public record AccumulateStep(Reduction reduction, int source, int total) implements Step {
    @Override
    public void run(Block block) {
        float[] values = block.registers[source];
        float[] totals = block.registers[total];
        switch (reduction) {
            case SUM -> Loops.add(totals, values, totals, block.count);
            case MAX -> Loops.max(totals, values, totals, block.count);
        }
    }
}
