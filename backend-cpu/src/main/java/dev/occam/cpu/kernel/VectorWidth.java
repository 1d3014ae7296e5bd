package dev.occam.cpu.kernel;

import jdk.incubator.vector.FloatVector;

/** How wide the vectors of this processor are. */
public final class VectorWidth {
    /** Floats in a vector; 1 where Java was started without the Vector API. */
    public static final int LANES = VectorKernels.available() ? FloatVector.SPECIES_PREFERRED.length() : 1;

    private VectorWidth() {}

    public static int bits() {
        return LANES * Float.SIZE;
    }
}
