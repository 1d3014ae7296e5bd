package dev.occam.engine.rule;

import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.engine.model.RoleNames;
import dev.occam.plugin.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What users may write as the target of a rule: {@code weights}, {@code biases}, {@code all}, a role, or a layer by name or
 * index. A layer stands for its weights of the role {@link Role#WEIGHT}, so that naming one never makes its biases shrink.
 */
final class TargetNames {
    private final Network network;

    TargetNames(Network network) {
        this.network = network;
    }

    /** Which weights a target selects; empty if there is no such target. */
    Optional<Predicate<ModelWeight>> find(String target) {
        Optional<Set<Role>> roles = RoleNames.find(target);
        if (roles.isPresent()) {
            return Optional.of(weight -> roles.get().contains(weight.role()));
        }
        return layer(target)
                .map(layer -> weight -> weight.layer() == layer.owner().index() && weight.role() == Role.WEIGHT);
    }

    /** A layer by name or index. */
    Optional<ModelLayer> layer(String target) {
        return network.layers().stream()
                .filter(layer -> layer.name().equals(target)
                        || String.valueOf(layer.index()).equals(target))
                .findFirst();
    }

    /** All that {@link #find} knows, for suggestions. */
    List<String> known() {
        Set<String> names = new LinkedHashSet<>(RoleNames.known());
        names.addAll(layerNames());
        return List.copyOf(names);
    }

    List<String> layerNames() {
        return network.layers().stream().map(ModelLayer::name).toList();
    }

    /** The targets that select something here, for messages. */
    String described() {
        String general = known().stream()
                .filter(name -> layer(name).isEmpty())
                .filter(name -> network.weights().stream().anyMatch(find(name).orElseThrow()))
                .collect(Collectors.joining(", "));
        String layers = network.layers().stream()
                .filter(layer ->
                        network.weights().stream().anyMatch(find(layer.name()).orElseThrow()))
                .map(ModelLayer::describe)
                .collect(Collectors.joining(", "));
        return "Targets with weights: " + general + (layers.isEmpty() ? "" : "; " + layers) + ".";
    }
}
