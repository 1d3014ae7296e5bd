package dev.occam.cpu.step;

/** Whole numbers that depend on the coordinates. */
public record IndexStep(Walker walker, int target) implements Step {
    @Override
    public void run(Block block) {
        float[] values = block.registers[target];
        int runs = walker.runs(block);
        int step = walker.walk().step();
        for (int run = 0; run < runs; run++) {
            int first = block.runs[3 * run];
            int length = block.runs[3 * run + 1];
            int value = block.runs[3 * run + 2];
            for (int i = 0; i < length; i++) {
                values[first + i] = value + i * step;
            }
        }
    }
}
