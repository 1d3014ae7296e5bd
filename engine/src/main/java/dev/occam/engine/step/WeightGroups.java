package dev.occam.engine.step;

import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.engine.step.UpdateStages.Stages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Weights whose update has the same form: they lie side by side, and one program updates them all. */
final class WeightGroups {
    private final List<List<ModelWeight>> groups;

    /** A weight whose update is not flat is alone. */
    WeightGroups(Map<ModelWeight, Stages> stages) {
        Map<String, List<ModelWeight>> byForm = new LinkedHashMap<>();
        stages.forEach((weight, each) -> byForm.computeIfAbsent(form(weight, each), missing -> new ArrayList<>())
                .add(weight));
        groups = List.copyOf(byForm.values());
    }

    private static String form(ModelWeight weight, Stages stages) {
        Optional<String> update =
                FlatFormula.of(stages.update(), weight.shape()).map(FlatFormula::text);
        Optional<String> total = stages.total().isEmpty()
                ? Optional.of("")
                : FlatFormula.of(stages.total().get(), weight.shape()).map(FlatFormula::text);
        return update.isPresent() && total.isPresent() ? total.get() + "then\n" + update.get() : weight.name();
    }

    List<List<ModelWeight>> all() {
        return groups;
    }

    List<List<String>> names() {
        return groups.stream()
                .map(group -> group.stream().map(ModelWeight::name).toList())
                .toList();
    }

    /** Groups side by side, then the weights that are frozen, and the states. */
    WeightLayout layout(Network network) {
        List<ModelTensor> ordered = new ArrayList<>();
        groups.forEach(ordered::addAll);
        network.weights().stream().filter(ModelWeight::frozen).forEach(ordered::add);
        ordered.addAll(network.states());
        return new WeightLayout(ordered);
    }
}
