package dev.occam.engine.statistics;

/** Student's t distribution with whole degrees of freedom. */
final class StudentT {
    private static final int MOST_HALVINGS = 200;

    private StudentT() {}

    /**
     * P(T ≤ t).
     *
     * @param degrees of freedom, at least 1
     */
    static double probability(double t, int degrees) {
        requireDegrees(degrees);
        double central = central(Math.abs(t), degrees);
        return t < 0 ? (1 - central) / 2 : (1 + central) / 2;
    }

    /**
     * The t that P(T ≤ t) makes {@code probability}.
     *
     * @param probability above 0 and below 1
     * @param degrees of freedom, at least 1
     */
    static double quantile(double probability, int degrees) {
        requireDegrees(degrees);
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "a probability must be above 0 and below 1 (probability=" + probability + ")");
        }
        if (probability < 0.5) {
            return -quantile(1 - probability, degrees);
        }
        double central = 2 * probability - 1;
        double high = 1;
        while (central(high, degrees) < central) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < MOST_HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            boolean below = central(middle, degrees) < central;
            low = below ? middle : low;
            high = below ? high : middle;
        }
        return high;
    }

    /** A(t|ν) = P(|T| ≤ t) as a finite sum in θ = atan(t/√ν) (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4). */
    private static double central(double t, int degrees) {
        double theta = Math.atan(t / Math.sqrt(degrees));
        double cosine = Math.cos(theta);
        boolean odd = degrees % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = 0;
        for (int k = odd ? 1 : 0; k <= degrees - 2; k += 2) {
            sum += term;
            term *= cosine * cosine * (k + 1) / (k + 2);
        }
        return odd ? 2 / Math.PI * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
    }

    private static void requireDegrees(int degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException("degrees of freedom must be at least 1 (degrees=" + degrees + ")");
        }
    }
}
