package dev.occam.engine.complexity;

import java.util.Arrays;

/**
 * The eigenvalues of a symmetric tridiagonal matrix, with the first component of each unit eigenvector.
 *
 * @param values eigenvalues, in no order
 * @param first components, signs arbitrary
 */
record Tridiagonal(double[] values, double[] first) {
    private static final int MOST_SWEEPS = 100;

    int size() {
        return values.length;
    }

    /**
     * By QL with implicit shifts. (Martin and Wilkinson 1968; Golub and Welsch 1969 for the first components.)
     *
     * @param beside {@code beside[i]} stands between i − 1 and i; the first is not used
     */
    static Tridiagonal solve(double[] diagonal, double[] beside, int size) {
        double[] d = Arrays.copyOf(diagonal, size);
        double[] e = new double[size];
        System.arraycopy(beside, 1, e, 0, size - 1);
        double[] z = new double[size];
        z[0] = 1;
        for (int low = 0; low < size; low++) {
            int sweeps = 0;
            int high = blockEnd(d, e, low);
            while (high > low) {
                if (sweeps++ == MOST_SWEEPS) {
                    throw new IllegalStateException("an eigenvalue did not settle");
                }
                sweep(d, e, z, low, high);
                high = blockEnd(d, e, low);
            }
        }
        return new Tridiagonal(d, z);
    }

    /** The last row of the block that begins with {@code low} and is not yet decoupled. */
    private static int blockEnd(double[] d, double[] e, int low) {
        int end = low;
        while (end < d.length - 1 && Math.abs(e[end]) > Math.ulp(1.0) * (Math.abs(d[end]) + Math.abs(d[end + 1]))) {
            end++;
        }
        return end;
    }

    private static void sweep(double[] d, double[] e, double[] z, int low, int high) {
        double half = (d[low + 1] - d[low]) / (2 * e[low]);
        double root = Math.hypot(half, 1);
        double bulge = d[high] - d[low] + e[low] / (half + Math.copySign(root, half));
        double sine = 1;
        double cosine = 1;
        double shift = 0;
        for (int i = high - 1; i >= low; i--) {
            double f = sine * e[i];
            double b = cosine * e[i];
            root = Math.hypot(f, bulge);
            e[i + 1] = root;
            if (root == 0) {
                d[i + 1] -= shift;
                e[high] = 0;
                return;
            }
            sine = f / root;
            cosine = bulge / root;
            double gap = d[i + 1] - shift;
            double turn = (d[i] - gap) * sine + 2 * cosine * b;
            shift = sine * turn;
            d[i + 1] = gap + shift;
            bulge = cosine * turn - b;
            double upper = z[i + 1];
            z[i + 1] = sine * z[i] + cosine * upper;
            z[i] = cosine * z[i] - sine * upper;
        }
        d[low] -= shift;
        e[low] = bulge;
        e[high] = 0;
    }
}
