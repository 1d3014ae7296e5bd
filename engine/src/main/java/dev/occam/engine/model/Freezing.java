package dev.occam.engine.model;

import dev.occam.plugin.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether what is frozen can be, and leaves something to train. */
public final class Freezing {
    private Freezing() {}

    /** What is wrong, a sentence or two each. */
    public static List<String> problems(Network network) {
        List<String> problems = new ArrayList<>();
        for (ModelLayer layer : network.layers()) {
            List<ModelWeight> own = network.weights().stream()
                    .filter(weight -> weight.layer() == layer.index())
                    .toList();
            if (layer.frozen().isEmpty()
                    || layer.sharing().isPresent()
                    || own.stream().anyMatch(ModelWeight::frozen)) {
                continue;
            }
            problems.add("model, %s: it has no weight to freeze%s.\n  Leave frozen out."
                    .formatted(
                            layer.describe(),
                            own.isEmpty()
                                    ? ""
                                    : " of the role "
                                            + layer.frozen().stream()
                                                    .sorted()
                                                    .map(RoleNames::of)
                                                    .collect(Collectors.joining(" or "))));
        }
        if (!network.weights().isEmpty() && network.trained().isEmpty()) {
            problems.add("model: all its weights are frozen, so there is nothing to train.\n  Leave a layer unfrozen.");
        }
        return problems;
    }

    /** What surprises in a run that starts from no file, a sentence for each layer. */
    public static List<String> warningsWithoutFile(Network network) {
        return network.layers().stream()
                .filter(layer -> network.weights().stream()
                        .anyMatch(weight -> weight.layer() == layer.index() && isFrozenAtRandom(weight)))
                .map(layer ->
                        "%s is frozen at the random values that it starts with. Name a file of trained weights: init."
                                .formatted(layer.describe()))
                .toList();
    }

    private static boolean isFrozenAtRandom(ModelWeight weight) {
        return weight.frozen() && !(weight.initializer() instanceof Initializer.Constant);
    }
}
