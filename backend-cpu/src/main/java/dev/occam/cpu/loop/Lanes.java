package dev.occam.cpu.loop;

import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.VectorWidth;
import dev.occam.tensor.Elementwise;
import java.util.EnumSet;
import java.util.Set;

/** How many values a generated loop takes at a time, and what it can do with them. */
public enum Lanes {
    /** One; C2 makes vectors of the loop itself, but not where values are compared or where arrays start apart. */
    ONE(
            "ScalarLanes",
            "F",
            EnumSet.complementOf(EnumSet.of(
                    Elementwise.EXP,
                    Elementwise.LOG,
                    Elementwise.TANH,
                    Elementwise.FLOOR,
                    Elementwise.LT,
                    Elementwise.SELECT)),
            48),

    /**
     * A vector of the Vector API. Elementary functions have loops of their own: C2 does not inline what is large and was
     * compiled before, nor anything once a loop is long, and boxes what it hands over.
     */
    VECTOR(
            "VectorLanes",
            "Ljdk/incubator/vector/FloatVector;",
            EnumSet.complementOf(EnumSet.of(Elementwise.EXP, Elementwise.LOG, Elementwise.TANH)),
            44);

    private static final int VECTORS_OF_TILE = 4;

    private final String owner;
    private final String type;
    private final Set<Elementwise> functions;
    private final int mostOperations;

    Lanes(String owner, String type, Set<Elementwise> functions, int mostOperations) {
        this.owner = owner;
        this.type = type;
        this.functions = functions;
        this.mostOperations = mostOperations;
    }

    /** The widest that this JVM was started for. */
    public static Lanes widest() {
        return VectorKernels.enabled() ? VECTOR : ONE;
    }

    /** Values in one step of a loop. */
    public int count() {
        return this == ONE ? 1 : VectorWidth.LANES;
    }

    /** Values that a loop takes of one stream before it goes on to the next. */
    int tile() {
        return VECTORS_OF_TILE * count();
    }

    /** The class of the static methods that a loop calls. */
    String owner() {
        return owner;
    }

    /** The type of a value in a class file. */
    String type() {
        return type;
    }

    public boolean isFusable(Elementwise function) {
        return functions.contains(function);
    }

    /**
     * Operations, loads and stores of a loop that is not too long: C2 would not unroll it, or of vectors it would stop to
     * inline methods and box what it hands over to them.
     */
    public int mostOperations() {
        return mostOperations;
    }
}
