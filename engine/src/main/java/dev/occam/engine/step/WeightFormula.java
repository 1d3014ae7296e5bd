package dev.occam.engine.step;

import dev.occam.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * What a stage of the step does to one weight, or to a group of weights that lie side by side.
 *
 * @param inputs what it reads, by where it lies
 * @param outputs what it writes, by where to
 */
record WeightFormula(Map<Place, Tensor> inputs, Map<Place, Tensor> outputs) {
    /** Memory that holds a value for each value of a weight, or one value for all. */
    sealed interface Place {
        /** The weights themselves. */
        record Values() implements Place {}

        /** The gradient of the data loss; after the stage "total" that of everything. */
        record Gradient() implements Place {}

        /** A slot of the optimizer. */
        record Slot(String name) implements Place {}

        /** The weights' values when training began. */
        record Initial() implements Place {}

        /** The factor of clipping, a scalar. */
        record ClipFactor() implements Place {}

        /** The penalty that a rule, by its number, reports for the new weights: a scalar that is only written. */
        record Penalty(int rule) implements Place {}

        /** The sum of squares of what a rule, by its number, adds to the step: a scalar that is only written. */
        record Part(int rule) implements Place {}

        /** The sum of squares of the whole step: a scalar that is only written. */
        record Change() implements Place {}
    }

    WeightFormula {
        inputs = Map.copyOf(inputs);
        outputs = Map.copyOf(outputs);
    }

    /** The same without what is only reported. */
    WeightFormula withoutPenalties() {
        Map<Place, Tensor> kept = new HashMap<>(outputs);
        kept.keySet().removeIf(Place.Penalty.class::isInstance);
        return new WeightFormula(inputs, kept);
    }
}
