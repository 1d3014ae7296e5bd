package dev.occam.cpu.matmul;

/** How a register tile finds row r of A at k. */
public enum TileLeft {
    /** At {@code a[ao + k*aStep + r]}: neighbours of a column lie next to each other. */
    BY_COLUMNS,
    /** At {@code a[ao + r*PITCH + k]}: rows copied at a distance that is part of the instructions, the quickest. */
    BY_ROWS,
    /** At {@code a[ao + rows[row + r] + k]}: rows that start anywhere and may overlap. */
    BY_LINES;

    /**
     * More than the depth of a block, and an odd number of cache lines, so that the rows of a tile lie in different sets of
     * the first-level cache.
     */
    public static final int PITCH = 272;
}
