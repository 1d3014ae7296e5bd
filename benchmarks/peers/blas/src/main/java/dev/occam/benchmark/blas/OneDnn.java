package dev.occam.benchmark.blas;

import com.google.auto.service.AutoService;
import dev.occam.benchmark.peer.Peer;
import dev.occam.benchmark.work.Product;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/** oneDNN. */
@AutoService(Peer.class)
public final class OneDnn extends BlasPeer {
    public OneDnn() {
        super("onednn", Library::new);
    }

    private static final class Library implements Blas {
        @Override
        public String version() {
            dnnl_version_t version = dnnl.dnnl_version();
            return "oneDNN " + version.major() + "." + version.minor() + "." + version.patch();
        }

        @Override
        public void multiply(Product p, FloatPointer a, FloatPointer b, FloatPointer c) {
            dnnl.dnnl_sgemm(
                    (byte) (p.transposedLeft() ? 'T' : 'N'),
                    (byte) (p.transposedRight() ? 'T' : 'N'),
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
