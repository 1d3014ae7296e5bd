package dev.occam.cpu;

import dev.occam.cpu.program.Code;
import dev.occam.cpu.program.Direct;
import dev.occam.cpu.program.Layout;
import dev.occam.cpu.program.Pass;
import dev.occam.cpu.step.Block;
import dev.occam.cpu.step.Step;
import dev.occam.cpu.thread.WorkerPool;
import dev.occam.device.Arguments;
import dev.occam.device.Launch;
import java.util.List;

/**
 * Runs a program with long rows in passes: each pass reduces chunks of fixed length into partial results, which are
 * combined in order before the next one.
 */
final class PassLaunch implements Launch {
    private final Workers workers;
    private final Code code;
    private final Layout layout;
    private final Bound buffers;
    private final float[][][] registers;
    private final WorkerPool.Task task = this::runPart;
    private final List<Pass> passes;
    private final int rowBlocks;
    private final long chunks;
    private Pass pass;
    private boolean useDirect;
    private int parts;

    PassLaunch(Workers workers, Code code, float[][][] registers, Bound buffers) {
        this.workers = workers;
        this.code = code;
        this.layout = code.layout();
        this.buffers = buffers;
        this.registers = registers;
        this.passes = code.passes();
        this.pass = passes.get(0);
        this.rowBlocks = (layout.rows() + layout.blockRows() - 1) / layout.blockRows();
        this.chunks = (long) rowBlocks * layout.chunks();
    }

    @Override
    public void run(Arguments arguments) {
        float[][] arrays = buffers.arrays();
        if (layout.rows() == 0) {
            return;
        }
        workers.prepare(registers, arrays, arguments);
        Step.runAll(code.launch(), workers.block(0));
        long work = (long) layout.rows() * layout.length() * code.weight();
        workers.count(work);
        int most = workers.parts(work);
        for (int number = 0; number < passes.size(); number++) {
            pass = passes.get(number);
            runRows();
            if (pass.coordinates().length > 0 && chunks > 0) {
                parts = (int) Math.min(chunks, most);
                useDirect = pass.direct().isPresent()
                        && pass.direct().get().ready((int)
                                Math.min(Integer.MAX_VALUE, (long) layout.rows() * layout.length()));
                workers.pool().run(parts, task);
            }
        }
    }

    private void runRows() {
        if (pass.rows().length == 0) {
            return;
        }
        Block block = workers.block(0);
        for (int first = 0; first < layout.rows(); first += Block.LENGTH) {
            block.atRows(first, Math.min(Block.LENGTH, layout.rows() - first));
            Step.runAll(pass.rows(), block);
        }
    }

    private void runPart(int part, int worker) {
        Block block = workers.block(worker);
        long end = chunks * (part + 1) / parts;
        for (long number = chunks * part / parts; number < end; number++) {
            runChunk(block, (int) (number / layout.chunks()), (int) (number % layout.chunks()));
        }
    }

    private void runChunk(Block block, int rowBlock, int chunk) {
        int firstRow = rowBlock * layout.blockRows();
        block.atRows(firstRow, Math.min(layout.blockRows(), layout.rows() - firstRow));
        int first = chunk * layout.chunkLength();
        int end = (int) Math.min(layout.length(), (long) first + layout.chunkLength());
        int width = Math.min(layout.blockLength(), end - first) * block.rows;
        for (int i = 0; i < pass.partials().size(); i++) {
            pass.partials().get(i).clear(block, width);
        }
        for (int at = first; at < end; at += layout.blockLength()) {
            int length = Math.min(layout.blockLength(), end - at);
            if (!useDirect || !runDirect(block, at, length)) {
                move(block, at, length);
                Step.runAll(pass.coordinates(), block);
            }
        }
        for (int i = 0; i < pass.partials().size(); i++) {
            pass.partials().get(i).fold(block, chunk, width);
        }
    }

    /** The loop over a block of whole vectors; says whether it is one. */
    private boolean runDirect(Block block, int first, int length) {
        Direct direct = pass.direct().orElseThrow();
        int count = block.rows * length;
        if (count % direct.lanes().count() != 0) {
            return false;
        }
        if (layout.isInterleaved()) {
            direct.run(block, code.once(), first, block.firstRow, count);
        } else {
            direct.run(block, code.once(), block.firstRow, first, count);
        }
        return true;
    }

    private void move(Block block, int first, int length) {
        if (layout.isInterleaved()) {
            block.atCoordinates(first, length, block.firstRow, block.rows);
        } else {
            block.atCoordinates(block.firstRow, 1, first, length);
        }
    }
}
