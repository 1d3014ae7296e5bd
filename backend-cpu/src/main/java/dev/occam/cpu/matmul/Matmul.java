package dev.occam.cpu.matmul;

import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.thread.WorkerPool;

/**
 * Matmul C = A·B over strided views on one thread or many, with an epilogue on the parts of C as they are finished.
 *
 * <p>Every element is the fma chain over k ascending from +0: the bits do not depend on threads, path or blocking.
 * A warm call allocates nothing. Not thread-safe: one call at a time.
 */
public final class Matmul {
    /** Below this a second thread saves less than its hand-over costs; one thread takes 20 to 30 µs for it. */
    private static final long SERIAL_FLOPS = 2_000_000;

    /** The same for a product of one row or column, which takes as long as reading the matrix: here about 15 µs. */
    private static final long SERIAL_VALUES = 200_000;

    /** Parts of C are cut in whole steps of this, which all vector lengths divide. */
    private static final int STEP = 16;

    /** What packing a transposed B takes, beside copying rows. */
    private static final long TRANSPOSING = 3;

    private final WorkerPool pool;
    private final WorkerPool.Task task = this::runPart;
    private final MatmulWorker[] scalarWorkers;
    private MatmulWorker[] vectorWorkers = {};

    private MatmulWorker[] workers;
    private Packer left;
    private Packer right;
    private Finish finish = Finish.NOTHING;
    private int rows;
    private int depth;
    private int columns;
    private int rowParts;
    private int columnParts;
    private boolean inPlace;
    private float[] target = {};
    private int targetOffset;
    private int targetRow;

    public Matmul(WorkerPool pool) {
        this.pool = pool;
        scalarWorkers = new MatmulWorker[pool.threads()];
        for (int i = 0; i < scalarWorkers.length; i++) {
            scalarWorkers[i] = new ScalarMatmul();
        }
        workers = scalarWorkers;
    }

    /**
     * Writes C = A·B, m x k times k x n, to {@code c[cOffset + i*cRow + j]} and hands its parts to {@code finish}.
     *
     * <p>C must not overlap A or B.
     */
    public void multiply(int m, int k, int n, Packer a, Packer b, float[] c, int cOffset, int cRow, Finish finish) {
        inPlace = true;
        target = c;
        targetOffset = cOffset;
        targetRow = cRow;
        multiplyParts(m, k, n, a, b, finish);
    }

    /** The same for a C that only {@code finish} sees: in scratch memory, for outputs that are not row-major. */
    public void multiply(int m, int k, int n, Packer a, Packer b, Finish finish) {
        inPlace = false;
        multiplyParts(m, k, n, a, b, finish);
    }

    private void multiplyParts(int m, int k, int n, Packer a, Packer b, Finish finish) {
        if (m == 0 || n == 0) {
            return;
        }
        this.finish = finish;
        rows = m;
        depth = k;
        columns = n;
        left = a;
        right = b;
        workers = workers();
        chooseParts(isSmall() ? 1 : pool.threads());
        pool.run(rowParts * columnParts, task);
    }

    private boolean isSmall() {
        if (rows == 1 || columns == 1) {
            return (long) rows * columns * Math.max(1, depth) < SERIAL_VALUES;
        }
        return 2 * inSteps(rows) * inSteps(columns) * depth < SERIAL_FLOPS;
    }

    /** A worker for each thread of the pool, for who spreads many small products over it; to be asked before that. */
    public MatmulWorker[] workers() {
        if (!VectorKernels.MATMUL.ready()) {
            return scalarWorkers;
        }
        if (vectorWorkers.length == 0) {
            vectorWorkers = new MatmulWorker[pool.threads()];
            for (int i = 0; i < vectorWorkers.length; i++) {
                vectorWorkers[i] = new VectorMatmul();
            }
        }
        return vectorWorkers;
    }

    /**
     * Each row part packs all of B and each column part all of A: take the grid that packs least, and where grids are
     * level more row parts, since tiles divide rows evenly.
     */
    private void chooseParts(int threads) {
        rowParts = 1;
        columnParts = 1;
        long rightCost = right instanceof Strided strided && strided.isTransposed() ? TRANSPOSING : 1;
        long least = Long.MAX_VALUE;
        for (int c = 1; c <= threads; c++) {
            int r = threads / c;
            long packed = r * rightCost * columns + (long) c * rows;
            if (r * c == threads && fits(rows, r) && fits(columns, c) && packed < least) {
                least = packed;
                rowParts = r;
                columnParts = c;
            }
        }
    }

    /** Rows or columns, rounded up to whole steps: a tile that is filled in part takes as long as a full one. */
    private static long inSteps(int size) {
        return (size + STEP - 1L) / STEP * STEP;
    }

    private static boolean fits(int size, int parts) {
        return parts == 1 || size >= parts * STEP;
    }

    private void runPart(int part, int worker) {
        int rowPart = part / columnParts;
        int columnPart = part % columnParts;
        int firstRow = boundary(rows, rowPart, rowParts);
        int firstColumn = boundary(columns, columnPart, columnParts);
        int partRows = boundary(rows, rowPart + 1, rowParts) - firstRow;
        int partColumns = boundary(columns, columnPart + 1, columnParts) - firstColumn;
        MatmulWorker own = workers[worker];
        if (inPlace) {
            own.multiply(
                    left,
                    right,
                    depth,
                    firstRow,
                    partRows,
                    firstColumn,
                    partColumns,
                    target,
                    targetOffset,
                    targetRow,
                    finish);
            return;
        }
        own.multiply(left, right, depth, firstRow, partRows, firstColumn, partColumns, finish);
    }

    private static int boundary(int size, int part, int parts) {
        if (part == parts) {
            return size;
        }
        long steps = inSteps(size) / STEP;
        return (int) (steps * part / parts * STEP);
    }
}
