package dev.occam.benchmark.torch;

import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Product;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A product into a tensor that is there. */
final class TorchProduct implements Task {
    /** All natives that are made beside those of a run. */
    private final PointerScope kept = new PointerScope();

    private final Product product;
    private final Tensor left;
    private final Tensor right;
    private final Tensor result;

    TorchProduct(Product product) {
        this.product = product;
        Tensor a = product.transposedLeft()
                ? TorchNet.tensor(product.left(), product.k(), product.m())
                : TorchNet.tensor(product.left(), product.m(), product.k());
        Tensor b = product.transposedRight()
                ? TorchNet.tensor(product.right(), product.n(), product.k())
                : TorchNet.tensor(product.right(), product.k(), product.n());
        left = product.transposedLeft() ? a.t() : a;
        right = product.transposedRight() ? b.t() : b;
        result = TorchNet.tensor(new float[product.m() * product.n()], product.m(), product.n());
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            try (PointerScope scope = new PointerScope()) {
                torch.mm_out(result, left, right);
            }
        }
    }

    @Override
    public String check() {
        run(1);
        float[] values = new float[product.m() * product.n()];
        result.data_ptr_float().get(values);
        return String.format(Locale.ROOT, "error %.1e", product.check(product.left(), product.right(), values));
    }

    @Override
    public void close() {
        kept.close();
    }
}
