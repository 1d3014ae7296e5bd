package dev.occam.cpu.step;

import dev.occam.cpu.kernel.Sums;
import dev.occam.tensor.Reduction;

/**
 * Reduces whole rows that lie in the block.
 *
 * @param acrossRows whether neighbouring values belong to neighbouring rows rather than to the same
 */
public record ReduceStep(Reduction reduction, boolean acrossRows, int source, int target) implements Step {
    @Override
    public void run(Block block) {
        float[] values = block.registers[source];
        float[] results = block.registers[target];
        if (acrossRows) {
            Sums.reduceLanes(reduction, values, block.rows, block.count, block.sums, 0);
            for (int row = 0; row < block.rows; row++) {
                results[row] = (float) block.sums[row];
            }
            return;
        }
        int length = block.count / block.rows;
        for (int row = 0, at = 0; row < block.rows; row++, at += length) {
            results[row] = (float) Sums.reduce(reduction, values, at, length);
        }
    }
}
