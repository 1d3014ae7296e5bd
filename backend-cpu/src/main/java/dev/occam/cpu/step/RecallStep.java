package dev.occam.cpu.step;

/** Brings values of rows that an earlier pass kept to the coordinates of a block. */
public record RecallStep(float[] kept, int target) implements Step {
    @Override
    public void run(Block block) {
        float[] values = block.registers[target];
        System.arraycopy(kept, block.firstRow, values, 0, block.rows);
        LoadStep.repeat(values, block.rows, block.count);
    }
}
