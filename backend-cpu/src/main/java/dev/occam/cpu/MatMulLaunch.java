package dev.occam.cpu;

import dev.occam.cpu.matmul.Finish;
import dev.occam.cpu.matmul.Matmul;
import dev.occam.cpu.matmul.MatmulWorker;
import dev.occam.cpu.matmul.Packer;
import dev.occam.cpu.matmul.ViewPacker;
import dev.occam.cpu.program.Code;
import dev.occam.cpu.step.Step;
import dev.occam.cpu.thread.WorkerPool;
import dev.occam.device.Arguments;
import dev.occam.device.Instruction;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a batched matrix product: large products one after another on all threads, small ones side by side. Which, does
 * not show in the bits.
 */
final class MatMulLaunch implements Launch {
    /** Below this a product is too small for several threads. */
    private static final long SMALL_FLOPS = 4_000_000;

    private final Workers workers;
    private final MatMul matMul;
    private final Code code;
    private final float[][][] registers;
    private final Bound buffers;
    private final WorkerPool.Task task = this::runPart;
    private final Part[] parts;
    private final List<Epilogue> epilogues = new ArrayList<>();
    private final int outputBuffer;
    private final int outputRow;
    private float[] output = {};
    private int runs;
    private MatmulWorker[] multipliers = {};

    /**
     * One product of the batch.
     *
     * @param offset where it goes, if it is stored as it is
     */
    private record Part(Packer left, Packer right, Finish finish, int offset) {}

    MatMulLaunch(Workers workers, MatMul matMul, Code code, float[][][] registers, Bound buffers) {
        this.workers = workers;
        this.matMul = matMul;
        this.code = code;
        this.registers = registers;
        this.buffers = buffers;
        float[][] arrays = buffers.arrays();
        boolean direct = isStoredAsItIs(matMul);
        Instruction.Store store = direct ? theStore(matMul) : null;
        outputBuffer = direct ? store.buffer() : -1;
        outputRow = direct ? store.view().element().strides().get(matMul.rows().size()) : 0;
        parts = new Part[matMul.batch()];
        for (int batch = 0; batch < parts.length; batch++) {
            Packer left = left(arrays[matMul.leftBuffer()], matMul, batch);
            Packer right = right(arrays[matMul.rightBuffer()], matMul, batch);
            Finish finish = direct ? Finish.NOTHING : epilogue(batch * matMul.m());
            parts[batch] = new Part(
                    left, right, finish, direct ? store.view().element().at(batch) : 0);
        }
    }

    private Epilogue epilogue(int rowsBefore) {
        Epilogue epilogue = new Epilogue(workers, code, rowsBefore);
        epilogues.add(epilogue);
        return epilogue;
    }

    @Override
    public void run(Arguments arguments) {
        float[][] arrays = buffers.arrays();
        if (parts.length == 0 || matMul.m() == 0 || matMul.n() == 0) {
            return;
        }
        workers.prepare(registers, arrays, arguments);
        Step.runAll(code.launch(), workers.block(0));
        output = outputBuffer < 0 ? output : arrays[outputBuffer];
        long flops = 2L * matMul.m() * matMul.n() * Math.max(1, matMul.k());
        workers.count(flops * parts.length);
        chooseLoop();
        if (parts.length > 1 && flops < SMALL_FLOPS) {
            runs = Math.min(parts.length, workers.parts(flops * parts.length));
            multipliers = workers.matmul().workers();
            workers.pool().run(runs, task);
            return;
        }
        for (Part part : parts) {
            multiply(workers.matmul(), part);
        }
    }

    private void chooseLoop() {
        if (epilogues.isEmpty() || code.direct().isEmpty()) {
            return;
        }
        long values = (long) matMul.m() * matMul.n() * parts.length;
        boolean ready = code.direct().get().ready((int) Math.min(Integer.MAX_VALUE, values));
        for (int i = 0; i < epilogues.size(); i++) {
            epilogues.get(i).useDirect(ready);
        }
    }

    private void multiply(Matmul matmul, Part part) {
        int m = matMul.m();
        int n = matMul.n();
        if (outputBuffer < 0) {
            matmul.multiply(m, matMul.k(), n, part.left, part.right, part.finish);
            return;
        }
        matmul.multiply(m, matMul.k(), n, part.left, part.right, output, part.offset, outputRow, part.finish);
    }

    private void runPart(int run, int worker) {
        MatmulWorker own = multipliers[worker];
        int m = matMul.m();
        int n = matMul.n();
        int end = (int) ((long) parts.length * (run + 1) / runs);
        for (int number = (int) ((long) parts.length * run / runs); number < end; number++) {
            Part part = parts[number];
            if (outputBuffer < 0) {
                own.multiply(part.left, part.right, matMul.k(), 0, m, 0, n, part.finish);
            } else {
                own.multiply(
                        part.left, part.right, matMul.k(), 0, m, 0, n, output, part.offset, outputRow, part.finish);
            }
        }
    }

    private static Packer left(float[] data, MatMul matMul, int batch) {
        return ViewPacker.left(
                data, matMul.left(), matMul.leftSpace(), batch, matMul.rows().size());
    }

    private static Packer right(float[] data, MatMul matMul, int batch) {
        return ViewPacker.right(
                data, matMul.right(), matMul.rightSpace(), batch, matMul.inner().size());
    }

    /** Whether the epilogue does nothing but write each row where its columns lie next to each other. */
    private static boolean isStoredAsItIs(MatMul matMul) {
        List<Instruction> body = matMul.epilogue().body();
        if (body.stream().filter(Instruction.Store.class::isInstance).count() != 1) {
            return false;
        }
        Instruction.Store store = theStore(matMul);
        List<Integer> strides = store.view().element().strides();
        int columns = 1 + matMul.rows().size();
        boolean isNext = matMul.n() == 1 || strides.get(strides.size() - 1) == 1;
        return isNext
                && isOneAxis(matMul.epilogue().space(), strides, 1, columns)
                && isOneAxis(matMul.epilogue().space(), strides, columns, strides.size())
                && body.get(store.operand()) instanceof Instruction.Product;
    }

    /** Whether these axes are crossed in equal steps, as if they were one. */
    private static boolean isOneAxis(List<Integer> space, List<Integer> strides, int from, int to) {
        for (int axis = from; axis < to - 1; axis++) {
            if (strides.get(axis) != strides.get(axis + 1) * space.get(axis + 1)) {
                return false;
            }
        }
        return true;
    }

    private static Instruction.Store theStore(MatMul matMul) {
        return matMul.epilogue().body().stream()
                .filter(Instruction.Store.class::isInstance)
                .map(Instruction.Store.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
