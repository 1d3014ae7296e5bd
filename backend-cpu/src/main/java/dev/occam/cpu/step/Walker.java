package dev.occam.cpu.step;

/** Cuts the current block of a worker into runs: over its coordinates, or over its rows. */
public record Walker(Walk walk, Level level) {
    int runs(Block block) {
        return switch (level) {
            case LAUNCH -> walk.runs(block, 0, 1, 0, 1);
            case ROW -> walk.runs(block, 0, 1, block.firstRow, block.rows);
            case COORDINATE -> walk.runs(block, block.outerFirst, block.outerCount, block.innerFirst, block.innerCount);
        };
    }

    /** The runs up to where values repeat. */
    int periodRuns(Block block, int period) {
        if (level != Level.COORDINATE || period == block.count) {
            return runs(block);
        }
        return walk.runs(block, block.outerFirst, 1, block.innerFirst, period);
    }

    int period(Block block) {
        return switch (level) {
            case LAUNCH -> 1;
            case ROW -> block.rows;
            case COORDINATE -> walk.period(block.outerCount, block.innerCount);
        };
    }
}
