package dev.occam.engine.train;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingSpecBuilder;
import dev.occam.cpu.AtOnce;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A process that trains a network of images on the kernels it was started for, and prints a digest of the weights for each run. */
final class AtOnceRuns {
    private static final int EXAMPLES = 20;
    private static final int CHANNELS = 3;
    private static final int SIDE = 14;

    private AtOnceRuns() {}

    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        AtOnce.allow();
        for (int threads = 1; threads <= 3; threads++) {
            System.out.println(digest("at-once:fused", threads));
        }
        System.out.println(digest("at-once:stepwise", 2));
    }

    private static String digest(String backend, int threads) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (float[] weight : SmallRuns.weights(
                SmallRuns.train(images().backend(backend).threads(threads).build()))) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * weight.length);
            for (float value : weight) {
                if (!Float.isFinite(value)) {
                    throw new IllegalStateException("a weight is " + value);
                }
                bytes.putFloat(value);
            }
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Three steps, the last on fewer examples; the second convolution and the first dense layer are large enough to be shared. */
    private static TrainingSpecBuilder images() {
        return new TrainingSpecBuilder()
                .data(new DataChoice.Given(data(), Optional.empty(), Optional.empty()))
                .layer("conv2d", Map.of("channels", 12, "size", 3, "padding", "same"))
                .layer("relu")
                .layer("conv2d", Map.of("channels", 16, "size", 3, "padding", "same"))
                .layer("batch-norm")
                .layer("relu")
                .layer("max-pool", Map.of("size", 3, "stride", 2, "padding", 1))
                .layer("conv2d", Map.of("channels", 32, "size", 3, "stride", 2, "padding", "1", "groups", 2))
                .layer("layer-norm", Map.of("axes", 3))
                .layer("tanh")
                .layer("average-pool", Map.of("size", 2))
                .layer("flatten")
                .layer("dense", Map.of("units", 512))
                .layer("relu")
                .layer("dense", Map.of("units", 3))
                .optimizer("adam", Map.of("lr", 0.01))
                .regularizer("decoupled-decay", Map.of("lambda", 0.1))
                .regularizer("l1", Map.of("lambda", 0.001))
                .regularizer(
                        new RegularizerChoice(Choice.of("dropout", Map.of("drop", 0.2)), List.of(), Optional.of("12")))
                .batch(8)
                .epochs(1);
    }

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(5);
        float[] pixels = new float[EXAMPLES * CHANNELS * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-1, 1);
        }
        int[] labels = IntStream.range(0, EXAMPLES).map(i -> i % 3).toArray();
        return new Dataset(
                "images", List.of(CHANNELS, SIDE, SIDE), pixels, new Targets.Classes(labels, List.of("a", "b", "c")));
    }
}
