package dev.occam.cpu;

import dev.occam.cpu.matmul.Finish;
import dev.occam.cpu.program.Code;
import dev.occam.cpu.step.Block;
import dev.occam.cpu.step.Step;
import dev.occam.cpu.thread.WorkerPool;

/** Runs an epilogue over the parts of one product of a batch, as they are finished. */
final class Epilogue implements Finish {
    private final Workers workers;
    private final Step[] steps;
    private final int rowsBefore;

    /**
     * @param rowsBefore rows of the products before this one
     */
    Epilogue(Workers workers, Code code, int rowsBefore) {
        this.workers = workers;
        this.steps = code.block();
        this.rowsBefore = rowsBefore;
    }

    @Override
    public void accept(
            float[] values, int offset, int rowStride, int firstRow, int rows, int firstColumn, int columns) {
        Block block = workers.block(WorkerPool.currentWorker());
        block.product = values;
        block.productStride = rowStride;
        int width = Math.min(columns, Block.LENGTH);
        int height = Block.LENGTH / width;
        for (int row = 0; row < rows; row += height) {
            int blockRows = Math.min(height, rows - row);
            for (int column = 0; column < columns; column += width) {
                int blockColumns = Math.min(width, columns - column);
                block.productOffset = offset + row * rowStride + column;
                block.atCoordinates(rowsBefore + firstRow + row, blockRows, firstColumn + column, blockColumns);
                Step.runAll(steps, block);
            }
        }
    }
}
