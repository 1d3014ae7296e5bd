package dev.occam.cpu.step;

/** Keeps values of rows for the next pass. */
public record KeepStep(int source, float[] kept) implements Step {
    @Override
    public void run(Block block) {
        System.arraycopy(block.registers[source], 0, kept, block.firstRow, block.rows);
    }
}
