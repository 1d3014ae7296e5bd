package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;

/** A block of A as panels of rows, each either packed into scratch memory or read where it is. Not thread-safe. */
final class LeftPanels {
    /** Where the selected panel is in {@link #data}; fields, because a tile call must not allocate. */
    int offset;
    /** Distance between two k. */
    int step;

    /** Where rows start, if the panel is read by lines: those of the selected panel from {@link #row} on. */
    int[] rows = new int[Tiles.ROWS];

    int row;

    private float[] packed = new float[0];
    private float[] source = new float[0];
    private boolean inPlace;
    /** Of the selected panel. A flag, because G1 waits for the stores of a tile where a reference is stored after it. */
    private boolean selectedInPlace;

    private TileLeft sourceWay = TileLeft.BY_COLUMNS;
    private TileLeft packedWay = TileLeft.BY_COLUMNS;
    /** Distance between two k where the whole block is one panel; 0 where it is not. */
    private int columnsWidth;

    private int sourceOffset;
    private int sourceOuter;
    private int sourceDepth;

    void start(int packedLength) {
        packed = Scratch.atLeast(packed, packedLength);
        inPlace = false;
        packedWay = TileLeft.BY_COLUMNS;
        columnsWidth = 0;
    }

    /** Full panels need no packing: columns (or k) of the operand lie next to each other. */
    void readInPlace(Strided operand, int first, int firstDepth) {
        inPlace = true;
        sourceWay = operand.outerStride() == 1 ? TileLeft.BY_COLUMNS : TileLeft.BY_LINES;
        source = operand.data();
        sourceOffset = operand.index(first, firstDepth);
        sourceOuter = operand.outerStride();
        sourceDepth = operand.depthStride();
        setSteps(sourceOuter);
    }

    private void setSteps(int distance) {
        for (int i = 0; i < Tiles.ROWS; i++) {
            rows[i] = i * distance;
        }
    }

    void addPanel(Packer operand, int first, int done, int start, int count, int width, int firstDepth, int depth) {
        if (inPlace && count == width) {
            return;
        }
        operand.pack(first + start, count, width, firstDepth, depth, packed, done * depth);
    }

    /** All rows of the block, each a run along k. */
    void addLines(ViewPacker operand, int first, int count, int firstDepth, int depth) {
        packedWay = TileLeft.BY_LINES;
        int end = (count + Tiles.ROWS - 1) / Tiles.ROWS * Tiles.ROWS;
        if (rows.length < end) {
            rows = new int[end];
        }
        operand.packLines(first, count, firstDepth, depth, packed);
        for (int row = 0; row < end; row++) {
            rows[row] = Math.min(row, count - 1) * depth;
        }
    }

    /**
     * Values that {@link #addColumns} packs at most. A width that is an odd number of tiles spreads neighbours of k over
     * all sets of the cache.
     */
    static int columnsLength(int count, int depth) {
        return columnsWidth(count) * depth;
    }

    private static int columnsWidth(int count) {
        return (count + Tiles.ROWS - 1) / Tiles.ROWS * Tiles.ROWS | Tiles.ROWS;
    }

    /** All rows of the block side by side, as one wide panel. */
    void addColumns(ViewPacker operand, int first, int count, int firstDepth, int depth) {
        columnsWidth = columnsWidth(count);
        int end = (count + Tiles.ROWS - 1) / Tiles.ROWS * Tiles.ROWS;
        operand.packColumns(first, count, end, columnsWidth, firstDepth, depth, packed);
    }

    /** The same; what is computed from values behind the last row is thrown away. */
    void addColumns(Strided operand, int first, int count, int firstDepth, int depth) {
        columnsWidth = columnsWidth(count);
        operand.packColumns(first, count, columnsWidth, firstDepth, depth, packed, 0);
    }

    /** Copies rows of neighbouring k. */
    void addRows(Strided operand, int first, int count, int firstDepth, int depth) {
        packedWay = TileLeft.BY_ROWS;
        int from = operand.index(first, firstDepth);
        for (int row = 0; row < count; row++) {
            System.arraycopy(operand.data(), from, packed, row * TileLeft.PITCH, depth);
            from += operand.outerStride();
        }
    }

    float[] data() {
        return selectedInPlace ? source : packed;
    }

    TileLeft way() {
        return selectedInPlace ? sourceWay : packedWay;
    }

    void select(int done, int start, int count, int width, int depth) {
        selectedInPlace = inPlace && count == width;
        if (selectedInPlace) {
            offset = sourceOffset + start * sourceOuter;
            step = sourceDepth;
            row = 0;
            return;
        }
        row = start;
        if (columnsWidth > 0) {
            offset = start;
            step = columnsWidth;
            return;
        }
        step = width;
        offset = switch (packedWay) {
            case BY_COLUMNS -> done * depth;
            case BY_ROWS -> start * TileLeft.PITCH;
            case BY_LINES -> 0;
        };
    }
}
