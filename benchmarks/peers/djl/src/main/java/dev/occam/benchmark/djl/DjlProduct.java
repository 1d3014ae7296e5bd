package dev.occam.benchmark.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Product;
import java.util.Locale;

/** A product whose result is a new array, the only kind that there is. */
final class DjlProduct implements Task {
    private final Product product;
    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final NDArray left;
    private final NDArray right;

    DjlProduct(Product product) {
        this.product = product;
        NDArray a = manager.create(
                product.left(),
                product.transposedLeft() ? new Shape(product.k(), product.m()) : new Shape(product.m(), product.k()));
        NDArray b = manager.create(
                product.right(),
                product.transposedRight() ? new Shape(product.n(), product.k()) : new Shape(product.k(), product.n()));
        left = product.transposedLeft() ? a.transpose() : a;
        right = product.transposedRight() ? b.transpose() : b;
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            left.matMul(right).close();
        }
    }

    @Override
    public String check() {
        try (NDArray result = left.matMul(right)) {
            return String.format(
                    Locale.ROOT, "error %.1e", product.check(product.left(), product.right(), result.toFloatArray()));
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
