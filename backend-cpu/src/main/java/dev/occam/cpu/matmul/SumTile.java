package dev.occam.cpu.matmul;

/**
 * Where the sums of a register tile are: in the block, or, where the tile hangs over its end, beside it. Those that go on from
 * a part of k before are copied there first; when the tile is done, its part of the block is copied back.
 *
 * <p>What changes between two tiles are numbers and flags, because G1 waits for the stores of a tile where a reference is
 * stored after it.
 */
final class SumTile {
    private final SumBlock block;
    private final float[] beside = new float[WindowTiles.MOST_ROWS * Tiles.WIDTH];

    private int height;
    private int width;
    private int column;
    private int columns;
    private boolean first;

    private int row;
    private int from;
    private int end;
    private boolean hangsOver;

    SumTile(SumBlock block) {
        this.block = block;
    }

    /**
     * The next tiles have this size, and their columns begin at {@code column} of the block, which has {@code columns} of them.
     *
     * @param first whether sums start from zero
     */
    void startPanel(int height, int width, int column, int columns, boolean first) {
        this.height = height;
        this.width = width;
        this.column = column;
        this.columns = columns;
        this.first = first;
    }

    /** The tile that begins at {@code row} of the block, of whose rows {@code from … end−1} are wanted. */
    void start(int row, int from, int end) {
        this.row = row;
        this.from = from;
        this.end = end;
        hangsOver = columns < width || end - from < height;
        if (hangsOver && !first) {
            copyFromBlock();
        }
    }

    /** Writes into the block what was computed beside it. */
    void end() {
        if (hangsOver) {
            copyToBlock();
        }
    }

    float[] values() {
        return hangsOver ? beside : block.values();
    }

    int offset() {
        return hangsOver ? 0 : block.at(row, column);
    }

    int rowStride() {
        return hangsOver ? width : block.rowStride();
    }

    /** Whether sums start from zero. */
    boolean first() {
        return first;
    }

    private void copyFromBlock() {
        for (int r = from; r < end; r++) {
            System.arraycopy(block.values(), block.at(row + r, column), beside, r * width, columns);
        }
    }

    private void copyToBlock() {
        for (int r = from; r < end; r++) {
            System.arraycopy(beside, r * width, block.values(), block.at(row + r, column), columns);
        }
    }
}
