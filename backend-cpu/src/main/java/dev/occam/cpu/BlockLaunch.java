package dev.occam.cpu;

import dev.occam.cpu.program.Code;
import dev.occam.cpu.program.Direct;
import dev.occam.cpu.program.Layout;
import dev.occam.cpu.step.Block;
import dev.occam.cpu.step.Step;
import dev.occam.cpu.thread.WorkerPool;
import dev.occam.device.Arguments;
import dev.occam.device.Launch;

/** Runs a program whose blocks do not depend on each other. */
final class BlockLaunch implements Launch {
    private final Workers workers;
    private final Code code;
    private final Layout layout;
    private final Bound buffers;
    private final float[][][] registers;
    private final WorkerPool.Task task = this::runPart;
    private final int total;
    private final int blockTotal;
    private boolean useDirect;
    private int parts;

    BlockLaunch(Workers workers, Code code, float[][][] registers, Bound buffers) {
        this.workers = workers;
        this.code = code;
        this.layout = code.layout();
        this.buffers = buffers;
        this.registers = registers;
        this.total = layout.rows();
        this.blockTotal = total / layout.blockRows() + (total % layout.blockRows() == 0 ? 0 : 1);
    }

    @Override
    public void run(Arguments arguments) {
        float[][] arrays = buffers.arrays();
        if (total == 0) {
            return;
        }
        workers.prepare(registers, arrays, arguments);
        Step.runAll(code.launch(), workers.block(0));
        useDirect = code.direct().isPresent() && code.direct().get().ready(total);
        long work = (long) total * layout.length() * code.weight();
        workers.count(work);
        parts = Math.min(blockTotal, workers.parts(work));
        workers.pool().run(parts, task);
    }

    private void runPart(int part, int worker) {
        Block block = workers.block(worker);
        int start = (int) ((long) blockTotal * part / parts);
        int end = (int) ((long) blockTotal * (part + 1) / parts);
        if (useDirect) {
            runDirect(block, start * layout.blockRows(), (int) Math.min(total, (long) end * layout.blockRows()));
            return;
        }
        for (int number = start; number < end; number++) {
            int first = number * layout.blockRows();
            runBlock(block, first, Math.min(layout.blockRows(), total - first));
        }
    }

    /** The loop over whole vectors, and once more over the rest. */
    private void runDirect(Block block, int from, int to) {
        Direct direct = code.direct().orElseThrow();
        int rest = (to - from) % direct.lanes().count();
        direct.run(block, code.once(), from, to - rest);
        if (rest > 0) {
            direct.runRest(block, code.once(), 0, to - rest, rest);
        }
    }

    private void runBlock(Block block, int first, int rows) {
        move(block, first, rows);
        Step.runAll(code.block(), block);
    }

    private void move(Block block, int first, int rows) {
        switch (layout.kind()) {
            case FLAT -> block.atCoordinates(0, 1, first, rows);
            case ROWS -> block.atCoordinates(0, 1, first * layout.length(), rows * layout.length());
            case COLUMNS -> block.atCoordinates(0, layout.length(), first, rows);
            case PRODUCT, LONG_ROWS, LONG_COLUMNS ->
                throw new IllegalStateException(layout.kind().name());
        }
        block.atRows(first, rows);
    }
}
