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
        /** What there is once. */
        enum Single implements Place {
            /** The weights themselves. */
            VALUES,
            /** The gradient of the data loss; after the stage "total" that of everything. */
            GRADIENT,
            /** The weights' values when training began. */
            INITIAL,
            /** The factor of clipping, a scalar. */
            CLIP_FACTOR,
            /** The sum of squares of the whole step: a scalar that is only written. */
            CHANGE
        }

        /** A slot of the optimizer. */
        record Slot(String name) implements Place {
            // Written out, since what records have of themselves is made when it is first called: see decision 23.
            @Override
            public boolean equals(Object other) {
                return other instanceof Slot that && name.equals(that.name);
            }

            @Override
            public int hashCode() {
                return name.hashCode();
            }

            @Override
            public String toString() {
                return "Slot[name=" + name + "]";
            }
        }

        /** The penalty that a rule, by its number, reports for the new weights: a scalar that is only written. */
        record Penalty(int rule) implements Place {
            @Override
            public boolean equals(Object other) {
                return other instanceof Penalty that && rule == that.rule;
            }

            @Override
            public int hashCode() {
                return rule;
            }

            @Override
            public String toString() {
                return "Penalty[rule=" + rule + "]";
            }
        }

        /** The sum of squares of what a rule, by its number, adds to the step: a scalar that is only written. */
        record Part(int rule) implements Place {
            @Override
            public boolean equals(Object other) {
                return other instanceof Part that && rule == that.rule;
            }

            @Override
            public int hashCode() {
                return rule;
            }

            @Override
            public String toString() {
                return "Part[rule=" + rule + "]";
            }
        }
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
