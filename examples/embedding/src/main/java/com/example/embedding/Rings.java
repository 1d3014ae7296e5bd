package com.example.embedding;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.util.List;
import java.util.Random;

/** Points on two rings around each other; which ring is the class. */
final class Rings {
    private Rings() {}

    static Dataset of(int points, long seed) {
        Random random = new Random(seed);
        float[] features = new float[2 * points];
        int[] labels = new int[points];
        for (int i = 0; i < points; i++) {
            labels[i] = i % 2;
            double radius = 0.5 + labels[i] + 0.15 * random.nextGaussian();
            double angle = 2 * Math.PI * random.nextDouble();
            features[2 * i] = (float) (radius * Math.cos(angle));
            features[2 * i + 1] = (float) (radius * Math.sin(angle));
        }
        return new Dataset("rings", List.of(2), features, new Targets.Classes(labels, List.of("inner", "outer")));
    }
}
