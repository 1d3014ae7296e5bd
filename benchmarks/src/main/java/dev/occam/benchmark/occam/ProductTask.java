package dev.occam.benchmark.occam;

import dev.occam.benchmark.OpenDevice;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Product;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Instruction;
import dev.occam.device.Launch;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.List;
import java.util.Locale;

/** A product that stores its result as it is. Operands are packed anew every time, as a peer's call does. */
public final class ProductTask implements Task {
    private final Product product;
    private final Device device;
    private final Buffer result;
    private final Launch launch;
    private final Arguments arguments = new Arguments(0);

    public ProductTask(Product product, int threads) {
        this(product, OpenDevice.of("cpu", threads));
    }

    /** A product on a device, which the task closes. */
    public ProductTask(Product product, Device device) {
        this.product = product;
        this.device = device;
        int m = product.m();
        int k = product.k();
        int n = product.n();
        View left = View.of(0, product.transposedLeft() ? List.of(0, 1, m) : List.of(0, k, 1));
        View right = View.of(0, product.transposedRight() ? List.of(0, 1, k) : List.of(0, n, 1));
        Program store = new Program(
                "store",
                List.of(1, m, n),
                0,
                List.of(new Instruction.Product(), new Instruction.Store(2, View.of(0, List.of(0, n, 1)), 0)));
        result = device.allocate(m * n);
        launch = device.compile(new MatMul(1, m, n, k, 0, left, 1, right, store))
                .bind(List.of(filled(product.left()), filled(product.right()), result));
    }

    private Buffer filled(float[] values) {
        Buffer buffer = device.allocate(values.length);
        device.write(buffer, 0, values, 0, values.length);
        return buffer;
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            launch.run(arguments);
        }
        device.finish();
    }

    @Override
    public String check() {
        run(1);
        float[] values = new float[product.m() * product.n()];
        device.read(result, 0, values, 0, values.length);
        return String.format(Locale.ROOT, "error %.1e", product.check(product.left(), product.right(), values));
    }

    @Override
    public void close() {
        device.close();
    }
}
