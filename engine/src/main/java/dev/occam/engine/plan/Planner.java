package dev.occam.engine.plan;

import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Turns formulas into a {@link Plan}: simplified, fused, with buffers assigned. */
public final class Planner {
    private Planner() {}

    /**
     * The plan of these formulas.
     *
     * <p>An output may lie where an input lies if each of its values depends on the input's value at the same place only;
     * that is an update in place.
     *
     * @param name what listings call it
     * @param inputs where each input of the formulas lies
     * @param outputs what is computed, and where to
     */
    public static Plan plan(String name, Map<Tensor, Region> inputs, List<Output> outputs) {
        throw new IllegalStateException("written next");
    }
}
