package dev.occam.benchmark.blas;

import com.google.auto.service.AutoService;
import dev.occam.benchmark.peer.Peer;
import dev.occam.benchmark.work.Product;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS. */
@AutoService(Peer.class)
public final class OpenBlas extends BlasPeer {
    public OpenBlas() {
        super("openblas", Library::new);
    }

    private static final class Library implements Blas {
        @Override
        public String version() {
            return "OpenBLAS " + openblas_nolapack.OPENBLAS_VERSION;
        }

        @Override
        public void multiply(Product p, FloatPointer a, FloatPointer b, FloatPointer c) {
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    p.transposedLeft() ? openblas.CblasTrans : openblas.CblasNoTrans,
                    p.transposedRight() ? openblas.CblasTrans : openblas.CblasNoTrans,
                    p.m(),
                    p.n(),
                    p.k(),
                    1,
                    a,
                    Blas.leftRow(p),
                    b,
                    Blas.rightRow(p),
                    0,
                    c,
                    p.n());
        }
    }
}
