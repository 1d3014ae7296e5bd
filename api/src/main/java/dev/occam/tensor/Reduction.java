package dev.occam.tensor;

/** How the values along an axis become one. */
public enum Reduction {
    /** The sum; 0 over nothing. */
    SUM(0),
    /** The largest value, NaN if one is NaN; minus infinity over nothing. */
    MAX(Double.NEGATIVE_INFINITY);

    private final double identity;

    Reduction(double identity) {
        this.identity = identity;
    }

    /** The result over nothing. */
    public double identity() {
        return identity;
    }

    /** Two partial results in one. */
    public double combine(double a, double b) {
        return this == SUM ? a + b : Math.max(a, b);
    }
}
