package dev.occam.cpu.program;

import dev.occam.cpu.step.Block;
import dev.occam.device.AxisOrder;
import dev.occam.device.Program;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In which order and in which blocks a program's space is worked on. It follows from the program alone, and so does the
 * order of every sum.
 *
 * @param kind how blocks are cut
 * @param rowAxes the axes of the rows, outermost first; all axes where nothing is reduced
 * @param reducedAxes the reduced axes, outermost first
 * @param rows number of rows
 * @param length number of values in a row
 * @param blockRows rows of a block
 * @param blockLength values of a row in a block
 */
public record Layout(
        Kind kind,
        List<Integer> rowAxes,
        List<Integer> reducedAxes,
        int rows,
        int length,
        int blockRows,
        int blockLength) {
    public enum Kind {
        /** Nothing is reduced: blocks are pieces of the space. */
        FLAT,
        /** The epilogue of a matrix product: rows of the product are outer, its columns inner. */
        PRODUCT,
        /** Whole rows in a block, one after another. */
        ROWS,
        /** Whole rows in a block, interleaved: neighbours belong to neighbouring rows. */
        COLUMNS,
        /** A piece of one row. */
        LONG_ROWS,
        /** Pieces of neighbouring rows, interleaved. */
        LONG_COLUMNS
    }

    /** Rows up to this length are kept whole if their values are needed again after a reduction. */
    private static final int LONGEST_STAGED = 8192;

    private static final int BLOCKS_OF_CHUNK = 16;

    /** So many interleaved rows are worked on side by side: their values are then copied in longer runs. */
    private static final int WIDE = 64;

    /** Blocks that are interleaved should have this many rows. */
    private static final int FEWEST_LANES = 16;

    /**
     * Rows up to this length are interleaved wherever they lie, if they are gone through again and again: loops over many rows
     * are worth more than neighbours that are read together.
     */
    private static final int NARROW = 16;

    public static Layout of(Program program) {
        AxisOrder order = AxisOrder.of(program);
        List<Integer> rowAxes = order.rows();
        List<Integer> reducedAxes = order.reduced();
        int rows = program.rows();
        if (program.reduced() == 0) {
            return new Layout(Kind.FLAT, rowAxes, reducedAxes, rows, 1, Block.LENGTH, 1);
        }
        int length = program.rowLength();
        boolean narrow = program.isStaged() && length <= NARROW && rows >= FEWEST_LANES;
        boolean columns = rows > 1 && (order.runsAlongRows() || narrow);
        int longest = program.isStaged() ? LONGEST_STAGED : Block.LENGTH;
        if (!columns) {
            if (length == 0 || length > longest) {
                return new Layout(Kind.LONG_ROWS, rowAxes, reducedAxes, rows, length, 1, Block.LENGTH);
            }
            int blockRows = Math.max(1, Block.LENGTH / length);
            return new Layout(Kind.ROWS, rowAxes, reducedAxes, rows, length, blockRows, length);
        }
        boolean wide = rows >= WIDE && !program.isStaged();
        if (length > 0 && !wide && (long) length * Math.min(rows, FEWEST_LANES) <= longest) {
            int blockRows = Math.max(Math.min(rows, FEWEST_LANES), Block.LENGTH / length);
            return new Layout(Kind.COLUMNS, rowAxes, reducedAxes, rows, length, blockRows, length);
        }
        int blockRows = evenBlock(rows);
        return new Layout(
                Kind.LONG_COLUMNS,
                rowAxes,
                reducedAxes,
                rows,
                length,
                blockRows,
                Math.max(1, Block.LENGTH / blockRows));
    }

    /** The layout of an epilogue over [batch, rows…, columns…]. */
    public static Layout ofEpilogue(Program epilogue, int rowAxes) {
        List<Integer> axes = IntStream.range(0, epilogue.space().size()).boxed().toList();
        return new Layout(
                Kind.PRODUCT,
                axes.subList(0, 1 + rowAxes),
                axes.subList(1 + rowAxes, axes.size()),
                epilogue.rows(),
                1,
                Block.LENGTH,
                1);
    }

    List<Integer> outerAxes() {
        return switch (kind) {
            case FLAT, ROWS -> List.of();
            case COLUMNS, LONG_COLUMNS -> reducedAxes;
            case PRODUCT, LONG_ROWS -> rowAxes;
        };
    }

    List<Integer> innerAxes() {
        return switch (kind) {
            case FLAT -> rowAxes;
            case ROWS ->
                IntStream.concat(
                                rowAxes.stream().mapToInt(axis -> axis),
                                reducedAxes.stream().mapToInt(axis -> axis))
                        .boxed()
                        .toList();
            case COLUMNS, LONG_COLUMNS -> rowAxes;
            case PRODUCT, LONG_ROWS -> reducedAxes;
        };
    }

    /** Whether blocks hold only parts of rows, so that reductions take several passes. */
    public boolean isLong() {
        return kind == Kind.LONG_ROWS || kind == Kind.LONG_COLUMNS;
    }

    public boolean isInterleaved() {
        return kind == Kind.COLUMNS || kind == Kind.LONG_COLUMNS;
    }

    /** Values of a row between one partial result and the next. */
    public int chunkLength() {
        return BLOCKS_OF_CHUNK * blockLength;
    }

    /** Into how many chunks a long row is cut. */
    public int chunks() {
        return (length + chunkLength() - 1) / chunkLength();
    }

    /** Values in the largest block. */
    int blockSize() {
        return kind == Kind.FLAT || kind == Kind.PRODUCT
                ? Block.LENGTH
                : Math.max(Block.LENGTH, blockRows * blockLength);
    }

    private static int evenBlock(int rows) {
        int blocks = (rows + Block.LENGTH - 1) / Block.LENGTH;
        return (rows + blocks - 1) / blocks;
    }
}
