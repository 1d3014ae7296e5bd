package com.example.maxout;

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

class MaxoutTest implements LayerTrainingContract {
    private final DeclaredWeights weights = new DeclaredWeights(true);

    @Override
    public Layer plugin() {
        return new Maxout(4, 3);
    }

    @Test
    void twoPiecesOfOppositeSignAreTheAbsoluteValue() {
        Tensor x = Tensor.input("x", Shape.of(3, 1));
        Tensor y = new Maxout(1, 2).forward(x, weights);
        Bindings bindings = Bindings.builder()
                .input(x, -2, 0, 3)
                .input(weights.tensor("weight"), 1, -1)
                .input(weights.tensor("bias"), 0, 0)
                .build();
        assertArrayEquals(new double[] {2, 0, 3}, Reference.value(y, bindings));
    }

    @Test
    void imagesAreRefusedWithWhatToDo() {
        Tensor images = Tensor.input("x", Shape.of(2, 1, 8, 8));
        String message = assertThrows(IllegalArgumentException.class, () -> plugin().forward(images, weights))
                .getMessage();
        assertTrue(message.endsWith("not [2, 1, 8, 8]; add flatten before it"), message);
    }
}
