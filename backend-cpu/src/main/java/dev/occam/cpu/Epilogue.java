package dev.occam.cpu;

import dev.occam.cpu.matmul.Finish;
import dev.occam.cpu.program.Code;
import dev.occam.cpu.program.Direct;
import dev.occam.cpu.step.Block;
import dev.occam.cpu.step.Step;
import dev.occam.cpu.thread.WorkerPool;

/** Runs an epilogue over the parts of one product of a batch, as they are finished. */
final class Epilogue implements Finish {
    private final Workers workers;
    private final Code code;
    private final int rowsBefore;
    private boolean useDirect;

    /**
     * @param rowsBefore rows of the products before this one
     */
    Epilogue(Workers workers, Code code, int rowsBefore) {
        this.workers = workers;
        this.code = code;
        this.rowsBefore = rowsBefore;
    }

    /** Whether to use the loop over whole rows, if there is one. */
    void useDirect(boolean use) {
        useDirect = use;
    }

    @Override
    public void accept(
            float[] values, int offset, int rowStride, int firstRow, int rows, int firstColumn, int columns) {
        Block block = workers.block(WorkerPool.currentWorker());
        block.product = values;
        block.productStride = rowStride;
        int row = rowsBefore + firstRow;
        int done = useDirect ? runDirect(block, offset, row, rows, firstColumn, columns) : 0;
        if (done < columns) {
            runBlocks(block, offset + done, row, rows, firstColumn + done, columns - done);
        }
    }

    /** The loop over whole vectors of each row; says how many columns they are. */
    private int runDirect(Block block, int offset, int firstRow, int rows, int firstColumn, int columns) {
        Direct direct = code.direct().orElseThrow();
        int whole = columns - columns % direct.lanes().count();
        block.productOffset = offset;
        if (direct.joined() && block.productStride == direct.run() && whole == direct.run()) {
            direct.run(block, code.once(), firstRow, firstColumn, rows * columns);
            return columns;
        }
        if (whole > 0) {
            direct.runRows(block, code.once(), firstRow, rows, firstColumn, whole);
        }
        return whole;
    }

    private void runBlocks(Block block, int offset, int firstRow, int rows, int firstColumn, int columns) {
        int width = Math.min(columns, Block.LENGTH);
        int height = Block.LENGTH / width;
        for (int row = 0; row < rows; row += height) {
            int blockRows = Math.min(height, rows - row);
            for (int column = 0; column < columns; column += width) {
                int blockColumns = Math.min(width, columns - column);
                block.productOffset = offset + row * block.productStride + column;
                block.atCoordinates(firstRow + row, blockRows, firstColumn + column, blockColumns);
                Step.runAll(code.block(), block);
            }
        }
    }
}
