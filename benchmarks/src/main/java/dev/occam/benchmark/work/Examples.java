package dev.occam.benchmark.work;

import java.util.SplittableRandom;

/**
 * What a network is trained on: a prototype for each class, and noise.
 *
 * <p>The second half of the batches has the inputs of the first with other labels for three examples in ten, so that the loss falls
 * but never comes near 0: vanishing gradients would make some peers slower and others faster.
 *
 * @param features of each batch, row by row
 * @param labels of each batch
 */
public record Examples(float[][] features, int[][] labels) {
    public static final int BATCHES = 4;

    private static final double RELABELLED = 0.3;

    /** Examples for a network, the same for every peer. */
    public static Examples of(Net net) {
        SplittableRandom random = new SplittableRandom(41);
        int width = net.width();
        int classes = net.classes();
        float[] prototypes = noise(3, classes * width);
        float[][] features = new float[BATCHES][];
        int[][] labels = new int[BATCHES][net.batch()];
        for (int batch = 0; batch < BATCHES; batch++) {
            boolean first = batch < BATCHES / 2;
            features[batch] = first ? noise(10 + batch, net.batch() * width) : features[batch - BATCHES / 2];
            for (int row = 0; row < net.batch(); row++) {
                labels[batch][row] = !first && random.nextDouble() >= RELABELLED
                        ? labels[batch - BATCHES / 2][row]
                        : random.nextInt(classes);
                for (int i = 0; first && i < width; i++) {
                    features[batch][row * width + i] += prototypes[labels[batch][row] * width + i];
                }
            }
        }
        return new Examples(features, labels);
    }

    /** So many values, uniform in [−1, 1). */
    public static float[] noise(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /** So many values, uniform in ±scale. */
    public static float[] noise(long seed, int count, double scale) {
        float[] values = noise(seed, count);
        for (int i = 0; i < count; i++) {
            values[i] *= (float) scale;
        }
        return values;
    }
}
