package dev.occam.benchmark.blas;

import com.google.auto.service.AutoService;
import dev.occam.benchmark.peer.Peer;
import dev.occam.benchmark.work.Product;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.mkl.global.mkl_rt;

/** Intel's Math Kernel Library. */
@AutoService(Peer.class)
public final class Mkl extends BlasPeer {
    public Mkl() {
        super("mkl", Library::new);
    }

    private static final class Library implements Blas {
        @Override
        public String version() {
            byte[] text = new byte[200];
            mkl_rt.MKL_Get_Version_String(text, text.length);
            return new String(text, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        }

        @Override
        public void multiply(Product p, FloatPointer a, FloatPointer b, FloatPointer c) {
            mkl_rt.cblas_sgemm(
                    mkl_rt.CblasRowMajor,
                    p.transposedLeft() ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans,
                    p.transposedRight() ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans,
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
