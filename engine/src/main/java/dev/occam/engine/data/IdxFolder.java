package dev.occam.engine.data;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A folder of IDX files under their usual names, with a test part of its own or without. */
final class IdxFolder {
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";

    private final Path folder;
    private final String name;

    IdxFolder(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Whether the folder holds training images at all. */
    boolean hasTraining() {
        return images(TRAIN).isPresent();
    }

    /** Whether the folder brings a test part. */
    boolean hasTest() {
        return images(TEST).isPresent() && labels(TEST).isPresent();
    }

    /** Training images, the test images if there are any, both with pixels 0 to 255. */
    RawData read(Optional<List<String>> classNames) {
        IdxFile images = IdxFile.read(require(images(TRAIN), "train-images-idx3-ubyte"), 3);
        int[] labels = labels(require(labels(TRAIN), "train-labels-idx1-ubyte"), images, TRAIN);
        Optional<IdxFile> testImages = hasTest() ? images(TEST).map(path -> IdxFile.read(path, 3)) : Optional.empty();
        int[] testLabels = testImages.isPresent()
                ? labels(require(labels(TEST), "t10k-labels-idx1-ubyte"), testImages.get(), TEST)
                : new int[0];
        List<String> names = classNames.orElseGet(() -> numbers(labels, testLabels));
        testImages.ifPresent(test -> requireSameShape(images, test));
        requireKnown(labels, names);
        requireKnown(testLabels, names);
        return new RawData(
                dataset(images, new Targets.Classes(labels, names)),
                testImages.map(test -> dataset(test, new Targets.Classes(testLabels, names))),
                Preprocessing.images(shape(images), names));
    }

    /** The test images, or the training images where there are none; labels may be absent. */
    PredictionData readForPrediction(Preprocessing form) {
        String part = images(TEST).isPresent() ? TEST : TRAIN;
        IdxFile images = IdxFile.read(require(images(part), part + "-images-idx3-ubyte"), 3);
        if (!shape(images).equals(form.exampleShape())) {
            throw new RequestException(
                    "The images of %s have the shape %s, but the model was trained on %s.\n  Give data of the model's shape."
                            .formatted(Printable.path(folder), shape(images), form.exampleShape()));
        }
        Optional<Path> labels = labels(part);
        if (labels.isEmpty() || !form.predictsClasses()) {
            return new PredictionData(
                    dataset(images, Unlabelled.targets(form, images.sizes().get(0))), false);
        }
        int[] read = labels(labels.get(), images, part);
        requireKnown(read, form.classes());
        return new PredictionData(dataset(images, new Targets.Classes(read, form.classes())), true);
    }

    private Dataset dataset(IdxFile images, Targets targets) {
        return new Dataset(name, shape(images), images.values(), targets);
    }

    private static List<Integer> shape(IdxFile images) {
        return images.sizes().subList(1, 3);
    }

    private int[] labels(Path path, IdxFile images, String part) {
        IdxFile file = IdxFile.read(path, 1);
        if (!file.sizes().get(0).equals(images.sizes().get(0))) {
            throw new RequestException("%s: %s %s images, but %s labels.\n  Use the files of one data set."
                    .formatted(
                            Printable.path(folder),
                            images.sizes().get(0),
                            part,
                            file.sizes().get(0)));
        }
        int[] labels = new int[file.values().length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) file.values()[i];
        }
        return labels;
    }

    private void requireSameShape(IdxFile train, IdxFile test) {
        if (!shape(train).equals(shape(test))) {
            throw new RequestException(
                    "%s: the training images have the shape %s, the test images %s.\n  Use the files of one data set."
                            .formatted(Printable.path(folder), shape(train), shape(test)));
        }
    }

    private void requireKnown(int[] labels, List<String> names) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= names.size()) {
                throw new RequestException(
                        "%s: image %s has the label %s, but there are %s classes (0 to %s).\n  Use the labels that belong to these images."
                                .formatted(Printable.path(folder), i + 1, labels[i], names.size(), names.size() - 1));
            }
        }
    }

    private static List<String> numbers(int[] labels, int[] testLabels) {
        int largest = IntStream.concat(IntStream.of(labels), IntStream.of(testLabels))
                .max()
                .orElse(0);
        return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
    }

    private Optional<Path> images(String part) {
        return find(part + "-images", "idx3-ubyte");
    }

    private Optional<Path> labels(String part) {
        return find(part + "-labels", "idx1-ubyte");
    }

    private Optional<Path> find(String stem, String kind) {
        List<Path> candidates = new ArrayList<>();
        for (String end : List.of("", ".gz")) {
            candidates.add(folder.resolve(stem + "-" + kind + end));
            candidates.add(folder.resolve(stem + "." + kind + end));
        }
        return candidates.stream().filter(Files::isRegularFile).findFirst();
    }

    private Path require(Optional<Path> found, String usual) {
        return found.orElseThrow(() -> new RequestException(
                "%s holds no %s.\n  A folder of IDX files has train-images-idx3-ubyte and train-labels-idx1-ubyte, and for a test part\n  t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each gzipped (.gz) or not."
                        .formatted(Printable.path(folder), usual)));
    }
}
