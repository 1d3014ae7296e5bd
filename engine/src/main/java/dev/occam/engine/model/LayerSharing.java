package dev.occam.engine.model;

import dev.occam.catalog.OptionSchema;
import dev.occam.error.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the layers whose weights other layers use. */
public final class LayerSharing {
    private LayerSharing() {}

    /**
     * The layers, each with the one that declares its weights; complete only if no problem was added.
     *
     * @param sameAs for each layer the name or index of the earlier one whose weights it uses; empty for its own
     * @param problems gets what is wrong with them
     */
    public static List<ModelLayer> resolve(
            List<ModelLayer> layers, List<Optional<String>> sameAs, List<String> problems) {
        List<ModelLayer> resolved = new ArrayList<>();
        for (ModelLayer layer : layers) {
            Optional<String> wanted = sameAs.get(layer.index());
            resolved.add(wanted.flatMap(name -> find(layer, name, resolved, problems))
                    .map(owner -> new ModelLayer(
                            layer.index(), layer.name(), layer.layer(), owner.frozen(), Optional.of(owner)))
                    .orElse(layer));
        }
        return resolved;
    }

    private static Optional<ModelLayer> find(
            ModelLayer layer, String name, List<ModelLayer> earlier, List<String> problems) {
        Optional<ModelLayer> found = earlier.stream()
                .filter(each ->
                        each.name().equals(name) || String.valueOf(each.index()).equals(name))
                .findFirst();
        if (found.isEmpty()) {
            List<String> names = earlier.stream().map(ModelLayer::name).toList();
            problems.add("model, %s: no earlier layer is called \"%s\".%s\n  %s"
                    .formatted(
                            layer.describe(),
                            name,
                            Suggestion.nearest(name, names)
                                    .map(near -> " Nearest: " + near + ".")
                                    .orElse(""),
                            earlier.isEmpty()
                                    ? "The first layer has weights of its own."
                                    : "Layers before it: "
                                            + earlier.stream()
                                                    .map(ModelLayer::describe)
                                                    .collect(Collectors.joining(", "))
                                            + "."));
            return Optional.empty();
        }
        ModelLayer owner = found.get().owner();
        if (!owner.layer().equals(layer.layer())) {
            problems.add("model, %s: it uses the weights of %s and must have its options, but %s."
                    .formatted(layer.describe(), owner.describe(), difference(layer, owner)));
        }
        return Optional.of(owner);
    }

    private static String difference(ModelLayer layer, ModelLayer owner) {
        if (layer.layer().getClass() != owner.layer().getClass()) {
            return "%s is not %s".formatted(layer.layer().name(), owner.layer().name());
        }
        Map<String, Object> there = OptionSchema.values(owner.layer());
        return OptionSchema.values(layer.layer()).entrySet().stream()
                .filter(option -> !option.getValue().equals(there.get(option.getKey())))
                .map(option -> "%s is %s here and %s there"
                        .formatted(option.getKey(), option.getValue(), there.get(option.getKey())))
                .collect(Collectors.joining(", "));
    }
}
