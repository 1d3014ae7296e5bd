package com.example.plain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.occam.plugin.Layer;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.DeclaredWeights;
import dev.occam.testkit.LayerTrainingContract;
import dev.occam.testkit.Reference;
import org.junit.jupiter.api.Test;

class PlainTest implements LayerTrainingContract {
    private final DeclaredWeights weights = new DeclaredWeights(true);

    @Override
    public Layer plugin() {
        return new Plain(1);
    }

    @Test
    void eachFeatureHasItsScale() {
        Tensor x = Tensor.input("x", Shape.of(2, 3));
        Tensor y = plugin().forward(x, weights);
        Bindings bindings = Bindings.builder()
                .input(x, 1, 2, 3, 4, 5, 6)
                .input(weights.tensor("scale"), 1, 0, -2)
                .build();
        assertArrayEquals(new double[] {1, 0, -6, 4, 0, -12}, Reference.value(y, bindings));
    }

    @Test
    void activationsWithoutFeaturesAreRefused() {
        Tensor x = Tensor.input("x", Shape.of(2));
        String message = assertThrows(IllegalArgumentException.class, () -> plugin().forward(x, weights))
                .getMessage();
        assertTrue(message.endsWith("not [2]"), message);
    }
}
