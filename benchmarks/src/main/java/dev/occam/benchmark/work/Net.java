package dev.occam.benchmark.work;

import dev.occam.benchmark.work.NetLayer.Convolution;
import dev.occam.benchmark.work.NetLayer.Dense;
import dev.occam.benchmark.work.NetLayer.Flatten;
import dev.occam.benchmark.work.NetLayer.MaxPool;
import dev.occam.benchmark.work.NetLayer.Relu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A network and the size of its batch.
 *
 * @param name a known one, or the sizes of dense layers and the batch: {@code 784-512-512-10 b128} or {@code 784-512x2-10 b128}
 * @param exampleShape [features] or [channels, height, width]
 */
public record Net(String name, List<Integer> exampleShape, List<NetLayer> layers, int batch) {
    private static final Pattern TEXT = Pattern.compile("([a-z]+|\\d+(?:-\\d+(?:x\\d+)?)+)(?: b(\\d{1,6}))?");

    public Net {
        exampleShape = List.copyOf(exampleShape);
        layers = List.copyOf(layers);
        if (batch < 1) {
            throw new IllegalArgumentException("a batch holds at least 1 example (batch=" + batch + ")");
        }
    }

    static Net parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a network is tiny, digits, fashion, big, lenet, vgg or sizes like 784-512-10, then b and a batch, not \"%s\""
                            .formatted(text));
        }
        Net known = known(matcher.group(1));
        return matcher.group(2) == null
                ? known
                : new Net(text, known.exampleShape, known.layers, Integer.parseInt(matcher.group(2)));
    }

    private static Net known(String name) {
        return switch (name) {
            case "tiny" -> dense(name, 32, 64, 32, 10);
            case "digits" -> dense(name, 64, 64, 128, 128, 10);
            case "fashion" -> dense(name, 128, 784, 512, 512, 10);
            case "big" -> dense(name, 256, 784, 2048, 2048, 10);
            case "lenet" -> images(name, List.of(1, 28, 28), 5, 1, List.of(32, 64), 512);
            case "vgg" -> images(name, List.of(3, 32, 32), 3, 2, List.of(32, 64), 256);
            default -> {
                if (!name.contains("-")) {
                    throw new IllegalArgumentException("no network is called \"" + name
                            + "\"; there are tiny, digits, fashion, big, lenet, vgg and sizes like 784-512-10");
                }
                yield dense(name, 128, sizes(name));
            }
        };
    }

    private static int[] sizes(String text) {
        return Arrays.stream(text.split("-"))
                .map(part -> part.split("x"))
                .flatMapToInt(part -> IntStream.generate(() -> Integer.parseInt(part[0]))
                        .limit(part.length == 1 ? 1 : Integer.parseInt(part[1])))
                .toArray();
    }

    private static Net dense(String name, int batch, int... sizes) {
        List<NetLayer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.length; i++) {
            if (i > 1) {
                layers.add(new Relu());
            }
            layers.add(new Dense(sizes[i]));
        }
        return new Net(name, List.of(sizes[0]), layers, batch);
    }

    /** Groups of convolutions, each followed by a pool, then two dense layers. */
    private static Net images(
            String name, List<Integer> shape, int size, int inGroup, List<Integer> channels, int hidden) {
        List<NetLayer> layers = new ArrayList<>();
        for (int count : channels) {
            for (int i = 0; i < inGroup; i++) {
                layers.add(new Convolution(count, size));
                layers.add(new Relu());
            }
            layers.add(new MaxPool());
        }
        layers.addAll(List.of(new Flatten(), new Dense(hidden), new Relu(), new Dense(10)));
        return new Net(name, shape, layers, 64);
    }

    /** Number of values of an example. */
    public int width() {
        return exampleShape.stream().reduce(1, (a, b) -> a * b);
    }

    public int classes() {
        return ((Dense) layers.get(layers.size() - 1)).units();
    }

    /** Whether all layers are dense ones with activations. */
    public boolean isDense() {
        return layers.stream().allMatch(layer -> layer instanceof Dense || layer instanceof Relu);
    }
}
