package dev.occam.cpu.matmul;

/** Of which operand a register tile looks up where each k is. */
enum TileTable {
    /** Of neither: k is a step of its own in both. */
    NONE,
    /** Of A, whose row r is at {@code a[ao + rows[row + k] + r*distance]}: windows side by side, at a distance that is part of
     * the instructions. */
    OF_A,
    /** Of B, at {@code b[bo + rows[row + k] …]}: windows. */
    OF_B
}
