package dev.occam.cpu;

import dev.occam.cpu.matmul.Matmul;
import dev.occam.cpu.program.Code;
import dev.occam.cpu.step.Block;
import dev.occam.cpu.thread.WorkerPool;
import dev.occam.cpu.warmup.VectorWarmUp;
import dev.occam.device.Arguments;

/** The threads of a device, each with its block. */
final class Workers implements AutoCloseable {
    /** Below so many operations of programs a second thread saves less than its hand-over costs. */
    private static final long SERIAL_WORK = 150_000;

    private final WorkerPool pool;
    private final Block[] blocks;
    private final Matmul matmul;
    private long serialWork = SERIAL_WORK;
    private long workBeforeVectors = Long.MAX_VALUE;

    Workers(int threads) {
        pool = new WorkerPool(threads);
        matmul = new Matmul(pool);
        blocks = new Block[threads];
        for (int worker = 0; worker < threads; worker++) {
            blocks[worker] = new Block(worker);
        }
    }

    WorkerPool pool() {
        return pool;
    }

    /** Spreads one product over all threads. */
    Matmul matmul() {
        return matmul;
    }

    int threads() {
        return blocks.length;
    }

    Block block(int worker) {
        return blocks[worker];
    }

    /** The registers of each worker for a program. */
    float[][][] registers(Code code) {
        float[][][] registers = new float[blocks.length][][];
        for (int worker = 0; worker < blocks.length; worker++) {
            registers[worker] = code.registers(blocks[worker]);
        }
        return registers;
    }

    /**
     * Into how many parts work is cut: one for each thread, or one if it is little.
     *
     * @param work operations, as {@link Code} weighs them
     */
    int parts(long work) {
        return work < serialWork ? 1 : blocks.length;
    }

    /** Splits all work, however small. */
    void splitAlways() {
        serialWork = 0;
    }

    /** From now on counts work, and lets the vector kernels be compiled when they will be worth that. */
    void warmUpWhenWorthwhile() {
        workBeforeVectors = VectorWarmUp.WORTHWHILE;
    }

    /** Counts operations that are about to be done. */
    void count(long operations) {
        if (workBeforeVectors == Long.MAX_VALUE) {
            return;
        }
        workBeforeVectors -= operations;
        if (workBeforeVectors < 0) {
            workBeforeVectors = VectorWarmUp.WORTHWHILE; // Other kernels may be wanted by then.
            VectorWarmUp.start();
        }
    }

    void prepare(float[][][] registers, float[][] buffers, Arguments arguments) {
        for (int worker = 0; worker < blocks.length; worker++) {
            Block block = blocks[worker];
            block.registers = registers[worker];
            block.buffers = buffers;
            block.arguments = arguments;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
