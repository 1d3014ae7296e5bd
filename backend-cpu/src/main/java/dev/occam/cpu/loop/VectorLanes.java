package dev.occam.cpu.loop;

import dev.occam.cpu.kernel.VectorElementary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What a loop of vectors that {@link LoopClass} writes calls beside the methods of vectors themselves. */
final class VectorLanes {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private VectorLanes() {}

    static FloatVector floor(FloatVector a) {
        return VectorElementary.floor(a);
    }
}
