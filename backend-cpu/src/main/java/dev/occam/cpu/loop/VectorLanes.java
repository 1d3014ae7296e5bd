package dev.occam.cpu.loop;

import dev.occam.cpu.kernel.VectorElementary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The operations of a loop that {@link LoopClass} writes for a vector of values at a time. */
final class VectorLanes {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private VectorLanes() {}

    static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(S, array, at);
    }

    static void store(FloatVector value, float[] array, int at) {
        value.intoArray(array, at);
    }

    static FloatVector single(float[] array) {
        return FloatVector.broadcast(S, array[0]);
    }

    static FloatVector neg(FloatVector a) {
        return a.neg();
    }

    static FloatVector abs(FloatVector a) {
        return a.abs();
    }

    static FloatVector sqrt(FloatVector a) {
        return a.sqrt();
    }

    static FloatVector exp(FloatVector a) {
        return VectorElementary.exp(a);
    }

    static FloatVector log(FloatVector a) {
        return VectorElementary.log(a);
    }

    static FloatVector tanh(FloatVector a) {
        return VectorElementary.tanh(a);
    }

    static FloatVector floor(FloatVector a) {
        return VectorElementary.floor(a);
    }

    static FloatVector add(FloatVector a, FloatVector b) {
        return a.add(b);
    }

    static FloatVector sub(FloatVector a, FloatVector b) {
        return a.sub(b);
    }

    static FloatVector mul(FloatVector a, FloatVector b) {
        return a.mul(b);
    }

    static FloatVector div(FloatVector a, FloatVector b) {
        return a.div(b);
    }

    static FloatVector min(FloatVector a, FloatVector b) {
        return a.min(b);
    }

    static FloatVector max(FloatVector a, FloatVector b) {
        return a.max(b);
    }

    static VectorMask<Float> below(FloatVector a, FloatVector b) {
        return a.compare(VectorOperators.LT, b);
    }

    static VectorMask<Float> isTrue(FloatVector a) {
        return a.compare(VectorOperators.NE, 0f);
    }

    /** 1 where the mask is set, else 0. */
    static FloatVector number(VectorMask<Float> mask) {
        return FloatVector.broadcast(S, 0f).blend(FloatVector.broadcast(S, 1f), mask);
    }

    static FloatVector choose(VectorMask<Float> mask, FloatVector yes, FloatVector no) {
        return no.blend(yes, mask);
    }
}
