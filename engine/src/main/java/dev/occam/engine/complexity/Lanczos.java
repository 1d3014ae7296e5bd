package dev.occam.engine.complexity;

/** Brings a symmetric matrix to tridiagonal form on the Krylov space of a vector. (Lanczos 1950.) */
final class Lanczos {
    /** What is left of a vector below this fraction is rounding: the space is exhausted. */
    private static final double NOTHING = 1e-12;

    private Lanczos() {}

    static Tridiagonal of(SymmetricOperator matrix, double[] start, int steps) {
        double[][] basis = new double[steps][];
        double[] diagonal = new double[steps];
        double[] beside = new double[steps];
        double norm = norm(start);
        double[] q = scaled(start, 1 / norm);
        double scale = 0;
        int size = 0;
        while (size < steps) {
            basis[size] = q;
            double[] next = matrix.times(q);
            diagonal[size] = dot(q, next);
            scale = Math.max(scale, Math.abs(diagonal[size]));
            size++;
            // Twice is enough (Parlett 1980): without it, eigenvalues come again as ghosts.
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < size; i++) {
                    add(next, -dot(next, basis[i]), basis[i]);
                }
            }
            double left = norm(next);
            if (size == steps || left <= NOTHING * Math.max(scale, Double.MIN_NORMAL)) {
                break;
            }
            scale = Math.max(scale, left);
            beside[size] = left;
            q = scaled(next, 1 / left);
        }
        return Tridiagonal.solve(diagonal, beside, size);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double[] scaled(double[] a, double factor) {
        double[] result = new double[a.length];
        add(result, factor, a);
        return result;
    }

    private static void add(double[] into, double factor, double[] a) {
        for (int i = 0; i < a.length; i++) {
            into[i] += factor * a[i];
        }
    }
}
