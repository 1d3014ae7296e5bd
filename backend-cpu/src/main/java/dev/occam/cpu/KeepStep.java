package dev.occam.cpu;

/** Keeps values of rows for the next pass. */
record KeepStep(int source, float[] kept) implements Step {
    @Override
    public void run(Block block) {
        System.arraycopy(block.registers[source], 0, kept, block.firstRow, block.rows);
    }
}
