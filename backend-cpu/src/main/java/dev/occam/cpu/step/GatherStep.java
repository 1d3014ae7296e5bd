package dev.occam.cpu.step;

import java.util.Arrays;

/** Reads a buffer where another line says; 0 where that is outside. */
public record GatherStep(int buffer, Walker walker, int stride, int tableRows, int index, int target) implements Step {
    @Override
    public void run(Block block) {
        float[] source = block.buffers[buffer];
        float[] indices = block.registers[index];
        float[] values = block.registers[target];
        int[] positions = block.positions;
        int runs = walker.runs(block);
        int step = walker.walk().step();
        for (int run = 0; run < runs; run++) {
            int first = block.runs[3 * run];
            int length = block.runs[3 * run + 1];
            int element = block.runs[3 * run + 2];
            if (element == Walk.OUTSIDE) {
                Arrays.fill(positions, first, first + length, Walk.OUTSIDE);
                continue;
            }
            for (int i = 0; i < length; i++) {
                positions[first + i] = element + i * step;
            }
        }
        int count = block.count(walker.level());
        for (int i = 0; i < count; i++) {
            float row = indices[i];
            boolean inside = row >= 0 && row < tableRows && positions[i] != Walk.OUTSIDE;
            values[i] = inside ? source[positions[i] + stride * (int) row] : 0;
        }
    }
}
