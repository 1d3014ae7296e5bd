package dev.occam;

/**
 * Limits the global norm of the gradient.
 *
 * @param norm the largest norm, positive
 * @param scope what is measured and scaled
 */
public record Clipping(double norm, Scope scope) {
    /** Which gradient is clipped. */
    public enum Scope {
        /** The gradient of the data loss alone; penalties keep their strength. */
        DATA,
        /** The gradient of data loss and penalties together. */
        TOTAL
    }

    public Clipping {
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new IllegalArgumentException("clip-norm must be a finite number > 0 (clip-norm=" + norm + ")");
        }
    }
}
