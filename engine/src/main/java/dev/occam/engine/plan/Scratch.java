package dev.occam.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Assigns places to values that live from one kernel to another: the first gap that is large enough, for as long as they live. */
final class Scratch {
    /** Stands for the scratch memory until its size is known. */
    static final Storage PENDING = new Storage("scratch", Integer.MAX_VALUE);

    private static final int ALIGNMENT = 16;

    private record Block(int offset, int size, int first, int last) {}

    private final List<Block> blocks = new ArrayList<>();
    private int size;

    /** The offset of room for this many values that are written by one kernel and read last by another. */
    int take(int values, int first, int last) {
        int rounded = Math.multiplyExact((values + ALIGNMENT - 1) / ALIGNMENT, ALIGNMENT);
        List<Block> alive = blocks.stream()
                .filter(block -> block.first <= last && first <= block.last)
                .sorted(Comparator.comparingInt(Block::offset))
                .toList();
        int offset = 0;
        for (Block block : alive) {
            if (block.offset - offset >= rounded) {
                break;
            }
            offset = Math.max(offset, block.offset + block.size);
        }
        blocks.add(new Block(offset, rounded, first, last));
        size = Math.max(size, Math.addExact(offset, rounded));
        return offset;
    }

    /** Values in all. */
    int size() {
        return size;
    }
}
