package dev.occam.plugin;

/** What a weight is for. Regularizers apply to {@link #WEIGHT} unless told otherwise. */
public enum Role {
    /** Multiplies what flows through a layer; axis 0 numbers the output units. */
    WEIGHT,
    /** Is added to it. */
    BIAS,
    /** The scale of a normalization. */
    NORM_SCALE,
    /** The shift of a normalization. */
    NORM_SHIFT,
    /** A table of vectors, one for each symbol. */
    EMBEDDING
}
