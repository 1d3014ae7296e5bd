package dev.occam.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** How wide the vectors of this processor are; loaded only where the Vector API is there. */
public final class VectorWidth {
    /** Floats in a vector. */
    public static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    private VectorWidth() {}

    public static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
