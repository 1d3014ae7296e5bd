package dev.occam.cpu;

/** Fetches the results of a reduction whose chunks are done. */
record CombineStep(Partials partials, int target) implements Step {
    @Override
    public void run(Block block) {
        float[] results = block.registers[target];
        for (int row = 0; row < block.rows; row++) {
            results[row] = partials.result(block.firstRow + row);
        }
    }
}
