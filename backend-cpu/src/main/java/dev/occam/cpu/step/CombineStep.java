package dev.occam.cpu.step;

/** Fetches the results of a reduction whose chunks are done. */
public record CombineStep(Partials partials, int target) implements Step {
    @Override
    public void run(Block block) {
        float[] results = block.registers[target];
        for (int row = 0; row < block.rows; row++) {
            results[row] = partials.result(block.firstRow + row);
        }
    }
}
