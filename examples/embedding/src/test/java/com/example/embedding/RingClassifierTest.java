package com.example.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.occam.TrainedModel;
import dev.occam.TrainingResult;
import dev.occam.data.Dataset;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingClassifierTest {
    @Test
    void onlyTheApiIsOnTheCompilePath() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("dev.occam.cli.Main"));
    }

    @Test
    void aModelIsTrainedEvaluatedSavedAndLoaded(@TempDir Path folder) {
        RingClassifier classifier = new RingClassifier();
        Dataset test = Rings.of(200, 2);
        TrainingResult result = classifier.train(Rings.of(400, 1), test);
        Path file = folder.resolve("rings.safetensors");
        float[] points = {0, 0.5f, 1.5f, 0};

        try (TrainedModel model = result.model()) {
            double accuracy = model.evaluate(test).accuracy().orElseThrow();
            assertTrue(accuracy > 0.95, "accuracy " + accuracy);
            assertEquals(accuracy, result.test().orElseThrow().accuracy().orElseThrow());
            assertArrayEquals(new int[] {0, 1}, model.predict(points).classes());
            model.save(file);
            try (TrainedModel again = classifier.load(file)) {
                assertArrayEquals(
                        model.predict(points).values(), again.predict(points).values());
                assertEquals(model.evaluate(test), again.evaluate(test));
            }
            try (TrainedModel tuned =
                    classifier.fineTune(file, Rings.of(400, 3), test).model()) {
                assertArrayEquals(model.weight("0.weight"), tuned.weight("0.weight"));
                assertFalse(Arrays.equals(model.weight("2.weight"), tuned.weight("2.weight")));
            }
        }
    }
}
