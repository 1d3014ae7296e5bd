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
    private Product product;
    private int rowParts;
    private int columnParts;

    public Matmul(WorkerPool pool) {
        this.pool = pool;
        scalarWorkers = new MatmulWorker[pool.threads()];
        for (int i = 0; i < scalarWorkers.length; i++) {
            scalarWorkers[i] = new ScalarMatmul();
        }
        workers = scalarWorkers;
    }

    /** Sums up C and hands its parts to the product's finish. */
    public void multiply(Product product) {
        if (product.rows() == 0 || product.columns() == 0) {
            return;
        }
        this.product = product;
        workers = workers();
        chooseParts(isSmall() ? 1 : pool.threads());
        pool.run(rowParts * columnParts, task);
    }

    private boolean isSmall() {
        int rows = product.rows();
        int columns = product.columns();
        int depth = product.depth();
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
        int rows = product.rows();
        int columns = product.columns();
        rowParts = 1;
        columnParts = 1;
        long rightCost = product.right() instanceof Strided strided && strided.isTransposed() ? TRANSPOSING : 1;
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
        int firstRow = boundary(product.rows(), rowPart, rowParts);
        int firstColumn = boundary(product.columns(), columnPart, columnParts);
        int partRows = boundary(product.rows(), rowPart + 1, rowParts) - firstRow;
        int partColumns = boundary(product.columns(), columnPart + 1, columnParts) - firstColumn;
        workers[worker].multiply(product, firstRow, partRows, firstColumn, partColumns);
    }

    private static int boundary(int size, int part, int parts) {
        if (part == parts) {
            return size;
        }
        long steps = inSteps(size) / STEP;
        return (int) (steps * part / parts * STEP);
    }
}
