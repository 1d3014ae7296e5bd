package dev.occam.cpu;

import jdk.incubator.vector.FloatVector;

/**
 * Serial matmul of a rectangle of C with vectors, with the scratch memory of one thread.
 *
 * <p>Blocked for the caches after Goto and van de Geijn (2008): a panel of B stays in L1, a block of A in L2.
 * Every element is the fma chain over k ascending from 0, whatever the blocking, so that all paths agree to the bit.
 */
final class MatmulWorker {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    /** Registers: 32 vector registers hold 8x3 sums, 16 hold 4x3. */
    private static final int ROWS = LANES >= 16 || System.getProperty("os.arch").equals("aarch64") ? 8 : 4;

    private static final int PANEL = 3 * LANES;
    static final int DEPTH_BLOCK = Integer.getInteger("kc", 256);
    static final int ROW_BLOCK = Integer.getInteger("mc", 128);
    static final int COLUMN_BLOCK = Integer.getInteger("nc", 10) * PANEL;
    static final int DIRECT = Integer.getInteger("direct", 8192);
    /** Rows of C in scratch at a time, when C cannot be written in place and k has several blocks. */
    private static final int SCRATCH_ROWS = 1024;

    private final float[] edge = new float[ROWS * PANEL];
    private float[] packedA = new float[0];
    private float[] packedB = new float[0];
    private float[] scratch = new float[0];

    /** C is row-major with its columns next to each other, and is written in place. */
    void multiply(Packer a, Packer b, int k, Rectangle area, float[] c, int cOffset, int cRow, Finish finish) {
        for (int column = area.firstColumn(); column < area.endColumn(); column += COLUMN_BLOCK) {
            int columns = Math.min(COLUMN_BLOCK, area.endColumn() - column);
            multiplyColumns(
                    a, b, k, area.firstRow(), area.endRow(), column, columns, c, cOffset + area.firstRow() * cRow + column, cRow, finish);
        }
    }

    /** C is only ever seen by {@code finish}, a rectangle at a time. */
    void multiply(Packer a, Packer b, int k, Rectangle area, Finish finish) {
        int rowsAtOnce = k <= DEPTH_BLOCK ? ROW_BLOCK : SCRATCH_ROWS;
        for (int column = area.firstColumn(); column < area.endColumn(); column += COLUMN_BLOCK) {
            int columns = Math.min(COLUMN_BLOCK, area.endColumn() - column);
            for (int row = area.firstRow(); row < area.endRow(); row += rowsAtOnce) {
                int rows = Math.min(rowsAtOnce, area.endRow() - row);
                scratch = atLeast(scratch, rows * columns);
                multiplyColumns(a, b, k, row, row + rows, column, columns, scratch, 0, columns, finish);
            }
        }
    }

    private void multiplyColumns(
            Packer a, Packer b, int k, int firstRow, int endRow, int column, int columns, float[] c, int co, int cRow, Finish finish) {
        int blocks = Math.max(1, (k + DEPTH_BLOCK - 1) / DEPTH_BLOCK);
        int depthBlock = (k + blocks - 1) / blocks;
        for (int block = 0; block < blocks; block++) {
            int firstDepth = block * depthBlock;
            int depth = Math.min(depthBlock, k - firstDepth);
            boolean directB = prepareB(b, column, columns, firstDepth, depth, endRow - firstRow);
            for (int row = firstRow; row < endRow; row += ROW_BLOCK) {
                int rows = Math.min(ROW_BLOCK, endRow - row);
                int at = co + (row - firstRow) * cRow;
                boolean directA = prepareA(a, row, rows, firstDepth, depth, columns);
                for (int done = 0; done < columns; ) {
                    int width = panelWidth(columns - done);
                    int valid = Math.min(width, columns - done);
                    float[] source = packedB;
                    int bo = done * depth;
                    int bStep = width;
                    if (directB && valid == width) {
                        Strided strided = (Strided) b;
                        source = strided.data();
                        bo = strided.index(column + done, firstDepth);
                        bStep = strided.depthStride();
                    }
                    multiplyPanel(a, directA, row, rows, firstDepth, depth, source, bo, bStep, width, valid, c, at + done, cRow, block == 0);
                    done += width;
                }
                if (block == blocks - 1) {
                    finish.accept(c, at, cRow, row, rows, column, columns);
                }
            }
        }
    }

    private void multiplyPanel(Packer a, boolean directA, int row, int rows, int firstDepth, int depth,
            float[] b, int bo, int bStep, int width, int valid, float[] c, int co, int cRow, boolean first) {
        for (int r = 0; r < rows; r += ROWS) {
            int validRows = Math.min(ROWS, rows - r);
            float[] source = packedA;
            int ao = r * depth;
            int aStep = ROWS;
            if (directA && validRows == ROWS) {
                Strided strided = (Strided) a;
                source = strided.data();
                ao = strided.index(row + r, firstDepth);
                aStep = strided.depthStride();
            }
            if (validRows == ROWS && valid == width) {
                tile(width, depth, source, ao, aStep, b, bo, bStep, c, co + r * cRow, cRow, first);
            } else {
                if (!first) {
                    copy(c, co + r * cRow, cRow, edge, 0, width, validRows, valid);
                }
                tile(width, depth, source, ao, aStep, b, bo, bStep, edge, 0, width, first);
                copy(edge, 0, width, c, co + r * cRow, cRow, validRows, valid);
            }
        }
    }

    private static void tile(int width, int depth, float[] a, int ao, int aStep, float[] b, int bo, int bStep,
            float[] c, int co, int cRow, boolean first) {
        if (width == PANEL) {
            Tile8x3.multiply(depth, a, ao, aStep, b, bo, bStep, c, co, cRow, first);
        } else if (width == LANES) {
            Tile8x1.multiply(depth, a, ao, aStep, b, bo, bStep, c, co, cRow, first);
        } else {
            Tile8x2.multiply(depth, a, ao, aStep, b, bo, bStep, c, co, cRow, first);
        }
    }

    /** Four vectors are better done as two and two than as three and one. */
    private static int panelWidth(int columns) {
        if (columns > 4 * LANES) {
            return PANEL;
        }
        if (columns > 3 * LANES) {
            return 2 * LANES;
        }
        return (columns + LANES - 1) / LANES * LANES;
    }

    private boolean prepareB(Packer b, int column, int columns, int firstDepth, int depth, int rows) {
        packedB = atLeast(packedB, (columns + PANEL) * depth);
        boolean direct = b instanceof Strided strided && strided.outerStride() == 1 
                && (rows <= 2 * ROWS || Math.abs(depth * strided.depthStride()) <= DIRECT);
        for (int done = 0; done < columns; ) {
            int width = panelWidth(columns - done);
            int count = Math.min(width, columns - done);
            if (!direct || count < width) {
                b.pack(column + done, count, width, firstDepth, depth, packedB, done * depth);
            }
            done += width;
        }
        return direct;
    }

    private boolean prepareA(Packer a, int row, int rows, int firstDepth, int depth, int columns) {
        packedA = atLeast(packedA, (rows + ROWS) * depth);
        boolean direct = a instanceof Strided strided && strided.outerStride() == 1
                && (columns <= PANEL || Math.abs(depth * strided.depthStride()) <= DIRECT);
        int whole = direct ? rows / ROWS * ROWS : 0;
        if (whole < rows) {
            a.pack(row + whole, rows - whole, ROWS, firstDepth, depth, packedA, whole * depth);
        }
        return direct;
    }

    private static void copy(float[] from, int fo, int fRow, float[] to, int o, int toRow, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                to[o + r * toRow + j] = from[fo + r * fRow + j];
            }
        }
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }
}
