package dev.occam.cpu.matmul;

/**
 * A depth block of B as panels of columns: each read where it is, or packed when its first tile needs it. Not thread-safe.
 *
 * <p>Packed only then, a panel is in L1 for the tiles that come next; where no rows come after those, all panels take the
 * same place, and what else is in L2 stays there.
 */
final class RightPanels {
    /** Packed vectors should be whole lines of the cache: across two, they cost a twentieth of a product's speed. */
    private static final int LINE = 16;
    /** G1 starts a large array on a page; its values start behind a header of four. With other collectors it is luck. */
    private static final int FIRST = LINE - 4;
    /** Large enough for G1 on a machine of up to 32 GiB. */
    private static final int LEAST = 1 << 19;
    /** Panels copied together: longer pieces of rows that are far apart, which memory sends sooner. */
    private static final int TOGETHER = 4;
    /** Rows of B after which the next of those panels has its turn. */
    private static final int ROWS_TOGETHER = 16;

    /** Up to this many rows an element of B is used too seldom to pay for its packing. */
    private static final int ROWS_IN_PLACE = 8 * Tiles.ROWS;
    /** Rows of B that span at most this many floats are read in place by more tiles, too: they come from L2 in time. */
    private static final int SPAN_IN_PLACE = 20_000;

    /** Where the selected panel is in {@link #data}; fields, because a tile call must not allocate. */
    int offset;
    /** Distance between two k. */
    int step;
    /** Where it is packed. */
    private float[] packed = new float[0];

    private int packedOffset;

    private Strided source = new Strided(packed, 0, 0, 0);
    private boolean hasRows;
    private boolean inPlace;
    private boolean onePlace;
    private int column;
    private int columns;
    /** Columns that have been packed with panels before them. */
    private int packedColumns;

    private int done;
    private int firstDepth;
    private int depth;
    private int start;
    private int valid;
    private int width;
    /** A flag, because G1 waits for the stores of a tile where a reference is stored after it. */
    private boolean readsSource;

    /**
     * Starts so many k of the columns of the block of C.
     *
     * @param onePlace whether each panel is read by the tiles of one block of rows only
     */
    void start(Packer b, SumBlock block, int firstDepth, int depth, boolean onePlace) {
        hasRows = b instanceof Strided strided && strided.outerStride() == 1;
        if (hasRows) {
            source = (Strided) b;
        }
        inPlace = hasRows && (block.rows() <= ROWS_IN_PLACE || source.span(depth) <= SPAN_IN_PLACE);
        this.onePlace = onePlace;
        column = block.column();
        columns = block.columns();
        packedColumns = 0;
        this.firstDepth = firstDepth;
        this.depth = depth;
        int length = FIRST + (onePlace ? Tiles.WIDTH : columns + Tiles.WIDTH) * depth;
        if (packed.length < length) {
            packed = new float[Math.max(length, LEAST)];
        }
    }

    /** The panel of {@code done …}, whose {@code valid} columns of this width begin at {@code start}. */
    void select(int done, int start, int valid, int width) {
        this.done = done;
        this.start = start;
        this.valid = valid;
        this.width = width;
        packedOffset = onePlace ? FIRST : FIRST + done * depth;
        if (inPlace && valid == width) {
            readSource();
            return;
        }
        readPacked();
    }

    /** Whether the selected panel has to be packed before it is read. */
    boolean isPacked() {
        return !readsSource;
    }

    float[] data() {
        return readsSource ? source.data() : packed;
    }

    private void readSource() {
        readsSource = true;
        offset = source.index(column + start, firstDepth);
        step = source.depthStride();
    }

    private void readPacked() {
        readsSource = false;
        offset = packedOffset;
        step = width;
    }

    void pack(Packer b) {
        if (done < packedColumns) {
            return;
        }
        int panels = hasRows && !onePlace ? Math.min(TOGETHER, Tiles.widePanels(columns - done)) : 0;
        if (panels > 1) {
            packTogether(panels);
            packedColumns = done + panels * Tiles.WIDTH;
            return;
        }
        b.pack(column + start, valid, width, firstDepth, depth, packed, packedOffset);
    }

    private void packTogether(int panels) {
        for (int k = 0; k < depth; k += ROWS_TOGETHER) {
            int rows = Math.min(ROWS_TOGETHER, depth - k);
            for (int panel = 0; panel < panels; panel++) {
                int first = column + start + panel * Tiles.WIDTH;
                int to = packedOffset + (panel * depth + k) * Tiles.WIDTH;
                source.packColumns(first, Tiles.WIDTH, Tiles.WIDTH, firstDepth + k, rows, packed, to);
            }
        }
    }
}
