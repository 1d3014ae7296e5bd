package dev.occam.testkit;

import dev.occam.device.Arguments;
import dev.occam.device.MatMul;
import dev.occam.device.View;
import java.util.List;

/** The plain meaning of a matrix product: each value a sum in double precision, rounded to float32 before the epilogue. */
final class MatMulReference {
    private MatMulReference() {}

    /** Runs a matrix product with its epilogue on these buffers. */
    static void run(MatMul matMul, List<float[]> buffers, Arguments arguments) {
        ProgramReference.run(matMul.epilogue(), buffers, arguments, product(matMul, buffers));
    }

    static float[] product(MatMul matMul, List<float[]> buffers) {
        double[] sums = sums(matMul, left(matMul, buffers), right(matMul, buffers));
        float[] product = new float[sums.length];
        for (int e = 0; e < sums.length; e++) {
            product[e] = (float) sums[e];
        }
        return product;
    }

    /** The values of A over [b, rows…, inner…]. */
    static double[] left(MatMul matMul, List<float[]> buffers) {
        return values(matMul.left(), matMul.leftSpace(), buffers.get(matMul.leftBuffer()));
    }

    /** The values of B over [b, inner…, columns…]. */
    static double[] right(MatMul matMul, List<float[]> buffers) {
        return values(matMul.right(), matMul.rightSpace(), buffers.get(matMul.rightBuffer()));
    }

    /** Σₖ a[b, i, k]·b[b, k, j] over [b, i, j]. */
    static double[] sums(MatMul matMul, double[] a, double[] b) {
        int m = matMul.m();
        int n = matMul.n();
        double[] sums = new double[matMul.batch() * m * n];
        for (int batch = 0; batch < matMul.batch(); batch++) {
            for (int i = 0; i < m; i++) {
                for (int k = 0; k < matMul.k(); k++) {
                    double factor = a[(batch * m + i) * matMul.k() + k];
                    for (int j = 0; j < n; j++) {
                        sums[(batch * m + i) * n + j] += factor * b[(batch * matMul.k() + k) * n + j];
                    }
                }
            }
        }
        return sums;
    }

    private static double[] values(View view, List<Integer> space, float[] buffer) {
        int[] sizes = space.stream().mapToInt(Integer::intValue).toArray();
        double[] values = new double[space.stream().reduce(1, Math::multiplyExact)];
        for (int e = 0; e < values.length; e++) {
            int[] at = Coordinates.of(e, sizes);
            boolean inside = view.bounds().stream().allMatch(bound -> bound.holds(at));
            values[e] = inside ? buffer[view.element().at(at)] : 0;
        }
        return values;
    }
}
