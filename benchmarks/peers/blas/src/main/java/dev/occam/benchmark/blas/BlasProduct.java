package dev.occam.benchmark.blas;

import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Product;
import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;

/** A product in native memory. */
final class BlasProduct implements Task {
    private final Product product;
    private final Blas blas;
    private final FloatPointer left;
    private final FloatPointer right;
    private final FloatPointer result;

    BlasProduct(Product product, Blas blas) {
        this.product = product;
        this.blas = blas;
        left = new FloatPointer(product.left());
        right = new FloatPointer(product.right());
        result = new FloatPointer((long) product.m() * product.n());
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            blas.multiply(product, left, right, result);
        }
    }

    @Override
    public String check() {
        run(1);
        float[] values = new float[product.m() * product.n()];
        result.get(values);
        return String.format(Locale.ROOT, "error %.1e", product.check(product.left(), product.right(), values));
    }

    @Override
    public void close() {
        left.close();
        right.close();
        result.close();
    }
}
