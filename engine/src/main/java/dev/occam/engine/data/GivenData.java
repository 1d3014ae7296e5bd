package dev.occam.engine.data;

import dev.occam.DataChoice;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Data that the caller has prepared: they are taken as they are. */
public final class GivenData {
    private GivenData() {}

    /**
     * The parts, with a validation part split off by class if one is asked for and none is given.
     *
     * @throws RequestException if the parts do not have the same shape and the same targets
     */
    public static PreparedData prepare(DataChoice.Given given, Share validation, long seed) {
        given.validation().ifPresent(part -> requireAlike(given.train(), part, "validation"));
        given.test().ifPresent(part -> requireAlike(given.train(), part, "test"));
        Dataset train = given.train();
        Optional<Dataset> held = given.validation();
        if (held.isEmpty() && !validation.isNone()) {
            int count = validation.of(train.size(), "validation", train.name());
            int[] all = IntStream.range(0, train.size()).toArray();
            Stratified split =
                    Stratified.take(train.targets(), all, count, SplitMix.of(seed, SplitMix.Purpose.VALIDATION));
            held = Optional.of(train.rows(split.taken()));
            train = train.rows(split.rest());
        }
        if (train.size() == 0) {
            throw new RequestException("data: %s has no examples.\n  Give at least one.".formatted(train.name()));
        }
        String hash = DataHash.of(List.of(Optional.of(train), held, given.test()));
        return new PreparedData(train, held, given.test(), form(train), hash);
    }

    private static Preprocessing form(Dataset train) {
        List<String> classes = train.targets() instanceof Targets.Classes known ? known.names() : List.of();
        return new Preprocessing(
                train.exampleShape(), List.of(), "", classes, MissingRule.ERROR, 1, List.of(), List.of(), List.of());
    }

    private static void requireAlike(Dataset train, Dataset part, String what) {
        if (!train.exampleShape().equals(part.exampleShape())) {
            throw new RequestException(
                    "data: examples of the %s part have the shape %s, those of the training part %s.\n  Give them the same shape."
                            .formatted(what, part.exampleShape(), train.exampleShape()));
        }
        if (!names(train).equals(names(part))
                || train.targets().getClass() != part.targets().getClass()) {
            throw new RequestException(
                    "data: the targets of the %s part are %s, those of the training part %s.\n  Give them the same names in the same order."
                            .formatted(what, names(part), names(train)));
        }
    }

    private static List<String> names(Dataset data) {
        return data.targets() instanceof Targets.Classes classes
                ? classes.names()
                : ((Targets.Values) data.targets()).names();
    }
}
