package dev.occam.cpu.step;

/** In an epilogue: the values of the finished matrix product. */
public record ProductStep(int target) implements Step {
    @Override
    public void run(Block block) {
        float[] values = block.registers[target];
        if (block.productStride == block.innerCount) {
            System.arraycopy(block.product, block.productOffset, values, 0, block.count);
            return;
        }
        for (int row = 0; row < block.outerCount; row++) {
            int from = block.productOffset + row * block.productStride;
            System.arraycopy(block.product, from, values, row * block.innerCount, block.innerCount);
        }
    }
}
