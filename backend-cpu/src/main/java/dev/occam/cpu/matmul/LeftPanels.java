package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.Scratch;

/** A block of A as panels of rows, each either packed into scratch memory or read where it is. Not thread-safe. */
final class LeftPanels {
    /** Columns of A that span at most this many floats are read in place: their lines fit into L1 without conflicts. */
    private static final int SPAN_IN_PLACE = 8192;
    /** Up to this many columns an element of A is used too seldom to pay for its packing. */
    private static final int COLUMNS_IN_PLACE = 2 * Tiles.WIDTH;

    /** Where the selected panel is in {@link #data}; fields, because a tile call must not allocate. */
    int offset;
    /** Distance between two k. */
    int step;

    /** Where rows start, if the panel is read by lines: those of the selected panel from {@link #row} on. */
    int[] rows = new int[Tiles.ROWS];

    int row;

    /** The rows and the k of the block. */
    private int first;

    private int count;
    private int firstDepth;
    private int depth;

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

    /** Starts a block of so many rows, from {@code row} of the block of C on, and so many k. */
    void start(Product product, SumBlock block, int row, int count, int firstDepth, int depth) {
        first = block.row() + row;
        this.count = count;
        this.firstDepth = firstDepth;
        this.depth = depth;
        inPlace = false;
        packedWay = TileLeft.BY_COLUMNS;
        columnsWidth = 0;
        if (product.left() instanceof ViewPacker view) {
            pack(view);
        } else if (product.left() instanceof Strided strided && isPackedWhole(strided, block.columns())) {
            pack(strided);
        } else {
            packPanels(product, block.columns());
        }
    }

    private void pack(ViewPacker operand) {
        if (operand.isAlongDepth()) {
            packLines(operand);
            return;
        }
        startColumns();
        operand.packColumns(first, count, wholeTiles(), columnsWidth, firstDepth, depth, packed);
    }

    /** Whether it is worth the copy, and neighbours are copied together. */
    private boolean isPackedWhole(Strided operand, int columns) {
        if (count < Tiles.ROWS) {
            return false;
        }
        return operand.depthStride() == 1 && columns > COLUMNS_IN_PLACE
                || operand.outerStride() == 1 && !isReadInPlace(operand, columns);
    }

    private void pack(Strided operand) {
        if (operand.depthStride() == 1) {
            packRows(operand);
            return;
        }
        startColumns();
        operand.packColumns(first, count, columnsWidth, firstDepth, depth, packed, 0);
    }

    private boolean isReadInPlace(Strided operand, int columns) {
        if (operand.outerStride() == 1) {
            return columns <= Tiles.WIDTH || operand.span(depth) <= SPAN_IN_PLACE;
        }
        return operand.depthStride() == 1 && columns <= COLUMNS_IN_PLACE;
    }

    /** Copies rows of neighbouring k. */
    private void packRows(Strided operand) {
        packed = Scratch.atLeast(packed, (count + Tiles.ROWS) * TileLeft.PITCH);
        packedWay = TileLeft.BY_ROWS;
        int from = operand.index(first, firstDepth);
        for (int i = 0; i < count; i++) {
            System.arraycopy(operand.data(), from, packed, i * TileLeft.PITCH, depth);
            from += operand.outerStride();
        }
    }

    /** All rows of the block, each a run along k. */
    private void packLines(ViewPacker operand) {
        packed = Scratch.atLeast(packed, count * depth);
        packedWay = TileLeft.BY_LINES;
        int end = wholeTiles();
        if (rows.length < end) {
            rows = new int[end];
        }
        operand.packLines(first, count, firstDepth, depth, packed);
        for (int i = 0; i < end; i++) {
            rows[i] = Math.min(i, count - 1) * depth;
        }
    }

    /**
     * All rows of the block side by side, as one wide panel; what is computed from values behind the last row is thrown away.
     * A width that is an odd number of tiles spreads neighbours of k over all sets of the cache.
     */
    private void startColumns() {
        columnsWidth = wholeTiles() | Tiles.ROWS;
        packed = Scratch.atLeast(packed, columnsWidth * depth);
    }

    private int wholeTiles() {
        return (count + Tiles.ROWS - 1) / Tiles.ROWS * Tiles.ROWS;
    }

    /** A panel for each tile; full ones are read in place where columns (or k) of the operand lie next to each other. */
    private void packPanels(Product product, int columns) {
        packed = Scratch.atLeast(packed, (count + Tiles.ROWS) * depth);
        if (product.left() instanceof Strided strided && isReadInPlace(strided, columns)) {
            readInPlace(strided);
        }
        boolean whole = depth == product.depth();
        for (int done = 0; done < count; done += Tiles.ROWS) {
            int start = Tiles.start(done, Tiles.ROWS, count, whole);
            int valid = Math.min(Tiles.ROWS, count - start);
            if (!inPlace || valid < Tiles.ROWS) {
                product.left().pack(first + start, valid, Tiles.ROWS, firstDepth, depth, packed, done * depth);
            }
        }
    }

    private void readInPlace(Strided operand) {
        inPlace = true;
        sourceWay = operand.outerStride() == 1 ? TileLeft.BY_COLUMNS : TileLeft.BY_LINES;
        source = operand.data();
        sourceOffset = operand.index(first, firstDepth);
        sourceOuter = operand.outerStride();
        sourceDepth = operand.depthStride();
        for (int i = 0; i < Tiles.ROWS; i++) {
            rows[i] = i * sourceOuter;
        }
    }

    float[] data() {
        return selectedInPlace ? source : packed;
    }

    TileLeft way() {
        return selectedInPlace ? sourceWay : packedWay;
    }

    /** The panel of {@code done …}, whose {@code valid} rows begin at {@code start}. */
    void select(int done, int start, int valid) {
        selectedInPlace = inPlace && valid == Tiles.ROWS;
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
        step = Tiles.ROWS;
        offset = switch (packedWay) {
            case BY_COLUMNS -> done * depth;
            case BY_ROWS -> start * TileLeft.PITCH;
            case BY_LINES -> 0;
        };
    }
}
