package dev.occam.cpu.step;

import dev.occam.cpu.kernel.Sums;
import dev.occam.tensor.Reduction;
import java.util.Arrays;

/**
 * The partial results of one reduction whose rows are split into chunks, combined in the order of the chunks.
 *
 * @param total the register of {@link AccumulateStep}
 * @param values one for each chunk and row
 */
public record Partials(Reduction reduction, int total, int rows, double[] values) {
    public void clear(Block block, int length) {
        Arrays.fill(block.registers[total], 0, length, (float) reduction.identity());
    }

    /** Folds what the blocks of a chunk added up: {@code length} places, neighbours belonging to neighbouring rows. */
    public void fold(Block block, int chunk, int length) {
        Sums.reduceLanes(reduction, block.registers[total], block.rows, length, values, chunk * rows + block.firstRow);
    }

    /** The result of one row. */
    float result(int row) {
        double result = reduction.identity();
        for (int at = row; at < values.length; at += rows) {
            result = reduction == Reduction.SUM ? result + values[at] : Math.max(result, values[at]);
        }
        return (float) result;
    }
}
