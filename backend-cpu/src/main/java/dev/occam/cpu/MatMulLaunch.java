package dev.occam.cpu;

import dev.occam.cpu.matmul.Finish;
import dev.occam.cpu.matmul.MatmulWorker;
import dev.occam.cpu.matmul.Output;
import dev.occam.cpu.matmul.Packer;
import dev.occam.cpu.matmul.Product;
import dev.occam.cpu.matmul.ViewPacker;
import dev.occam.cpu.program.Code;
import dev.occam.cpu.step.Step;
import dev.occam.cpu.thread.WorkerPool;
import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Instruction;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a batched matrix product: large products one after another on all threads, small ones side by side. Which, does
 * not show in the bits.
 */
final class MatMulLaunch implements Launch {
    /** Below this a product is too small for several threads. */
    private static final long SMALL_FLOPS = 4_000_000;

    /** So many of a product's take as long as one operation of a program. */
    private static final long FLOPS_PER_OPERATION = 8;

    private final Workers workers;
    private final MatMul matMul;
    private final Code code;
    private final float[][][] registers;
    private final Bound buffers;
    private final WorkerPool.Task task = this::runPart;
    /** One for each of the batch. */
    private final Product[] products;

    private final List<Epilogue> epilogues = new ArrayList<>();
    private int runs;
    private MatmulWorker[] multipliers = {};

    MatMulLaunch(Workers workers, MatMul matMul, Code code, float[][][] registers, Bound buffers) {
        this.workers = workers;
        this.matMul = matMul;
        this.code = code;
        this.registers = registers;
        this.buffers = buffers;
        float[][] arrays = buffers.arrays();
        Optional<Instruction.Store> inPlace = inPlace(matMul);
        boolean asItIs = inPlace.isPresent()
                && matMul.epilogue().body().get(inPlace.get().operand()) instanceof Instruction.Product;
        products = new Product[matMul.batch()];
        for (int batch = 0; batch < products.length; batch++) {
            int number = batch;
            products[batch] = new Product(
                    matMul.m(),
                    matMul.k(),
                    matMul.n(),
                    left(arrays[matMul.leftBuffer()], matMul, batch),
                    right(arrays[matMul.rightBuffer()], matMul, batch),
                    inPlace.map(store -> output(store, arrays[store.buffer()], number)),
                    asItIs ? Finish.NOTHING : epilogue(batch * matMul.m()));
        }
    }

    /** Where one product of the batch goes. */
    private Output output(Instruction.Store store, float[] values, int batch) {
        Affine element = store.view().element();
        return new Output(
                values, element.at(batch), element.strides().get(matMul.rows().size()));
    }

    private Epilogue epilogue(int rowsBefore) {
        Epilogue epilogue = new Epilogue(workers, code, rowsBefore);
        epilogues.add(epilogue);
        return epilogue;
    }

    @Override
    public void run(Arguments arguments) {
        float[][] arrays = buffers.arrays();
        if (products.length == 0 || matMul.m() == 0 || matMul.n() == 0) {
            return;
        }
        workers.prepare(registers, arrays, arguments);
        Step.runAll(code.launch(), workers.block(0));
        long flops = 2L * matMul.m() * matMul.n() * Math.max(1, matMul.k());
        workers.count(flops * products.length);
        chooseLoop();
        if (products.length > 1 && flops < SMALL_FLOPS) {
            runs = Math.min(products.length, workers.parts(flops * products.length / FLOPS_PER_OPERATION));
            multipliers = workers.matmul().workers();
            workers.pool().run(runs, task);
            return;
        }
        for (Product product : products) {
            workers.matmul().multiply(product);
        }
    }

    private void chooseLoop() {
        if (epilogues.isEmpty() || code.direct().isEmpty()) {
            return;
        }
        long values = (long) matMul.m() * matMul.n() * products.length;
        boolean ready = code.direct().get().ready((int) Math.min(Integer.MAX_VALUE, values));
        for (int i = 0; i < epilogues.size(); i++) {
            epilogues.get(i).useDirect(ready);
        }
    }

    private void runPart(int run, int worker) {
        int end = (int) ((long) products.length * (run + 1) / runs);
        for (int number = (int) ((long) products.length * run / runs); number < end; number++) {
            multipliers[worker].multiply(products[number]);
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

    /**
     * The store that C may lie under while it is summed up: the only one, which writes rows whose columns lie next to each
     * other, where nothing is read.
     */
    private static Optional<Instruction.Store> inPlace(MatMul matMul) {
        List<Instruction> body = matMul.epilogue().body();
        List<Instruction.Store> stores = body.stream()
                .filter(Instruction.Store.class::isInstance)
                .map(Instruction.Store.class::cast)
                .toList();
        List<Integer> space = matMul.epilogue().space();
        if (stores.size() != 1 || body.stream().anyMatch(line -> mayRead(line, stores.get(0), space))) {
            return Optional.empty();
        }
        List<Integer> strides = stores.get(0).view().element().strides();
        int columns = 1 + matMul.rows().size();
        boolean isNext = matMul.n() == 1 || strides.get(strides.size() - 1) == 1;
        boolean isRowByRow =
                isNext && isOneAxis(space, strides, 1, columns) && isOneAxis(space, strides, columns, strides.size());
        return isRowByRow ? Optional.of(stores.get(0)) : Optional.empty();
    }

    private static boolean mayRead(Instruction line, Instruction.Store store, List<Integer> space) {
        if (line instanceof Instruction.Load load) {
            Affine read = load.view().element();
            Affine written = store.view().element();
            return load.buffer() == store.buffer()
                    && first(read, space) <= last(written, space)
                    && first(written, space) <= last(read, space);
        }
        return line instanceof Instruction.Gather gather && gather.buffer() == store.buffer();
    }

    private static long first(Affine element, List<Integer> space) {
        long first = element.offset();
        for (int axis = 0; axis < space.size(); axis++) {
            first += Math.min(0L, element.strides().get(axis) * (space.get(axis) - 1L));
        }
        return first;
    }

    private static long last(Affine element, List<Integer> space) {
        long last = element.offset();
        for (int axis = 0; axis < space.size(); axis++) {
            last += Math.max(0L, element.strides().get(axis) * (space.get(axis) - 1L));
        }
        return last;
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
}
