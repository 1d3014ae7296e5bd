package dev.occam.cpu;

import jdk.incubator.vector.FloatVector;

/** How wide the vectors of this processor are; loaded only where the Vector API is there. */
final class VectorWidth {
    private VectorWidth() {}

    static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
