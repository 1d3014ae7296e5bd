package dev.occam.engine.step;

import dev.occam.Clipping;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.plan.Output;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Planner;
import dev.occam.engine.plan.Region;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.step.UpdateStages.Stages;
import dev.occam.engine.step.WeightFormula.Place;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** From the gradient of the data loss to the new weights: the gradient of everything, the factor of clipping, the update. */
final class UpdatePlans {
    private final Map<ModelWeight, Stages> stages;
    private final Map<ModelWeight, WeightFormula> parts;
    private final WeightGroups groups;
    private final Optional<Clipping> clipping;
    private final StepStorage storage;
    private final PenaltyReport penalties;
    private final ShareReport shares;

    /** @param parts what {@link UpdateStages#parts} gives for the weights on which rules act */
    UpdatePlans(
            List<Rule> rules,
            Map<ModelWeight, Stages> stages,
            Map<ModelWeight, WeightFormula> parts,
            WeightGroups groups,
            Optional<Clipping> clipping,
            StepStorage storage) {
        this.stages = stages;
        this.parts = parts;
        this.groups = groups;
        this.clipping = clipping;
        this.storage = storage;
        penalties = new PenaltyReport(
                rules,
                groups.all().stream()
                        .map(group -> reported(stages.get(group.get(0))))
                        .toList());
        shares = new ShareReport(rules, parts);
    }

    PenaltyReport penalties() {
        return penalties;
    }

    ShareReport shares() {
        return shares;
    }

    /**
     * What runs after forward and backward, in order.
     *
     * @param reporting whether the update also writes the penalties of the new weights; the weights are the same
     */
    List<Plan> updates(boolean reporting) {
        List<Plan> plans = new ArrayList<>();
        if (stages.values().stream().anyMatch(each -> each.total().isPresent())) {
            plans.add(plan("total gradient", Stages::total));
        }
        clipping.ifPresent(rule -> plans.add(clip(rule.norm())));
        plans.add(plan(
                "update",
                each -> Optional.of(reporting ? each.update() : each.update().withoutPenalties())));
        return plans;
    }

    /**
     * Writes the parts of rules in the step that the update is about to make; runs between clipping and
     * update. Each weight has a program of its own. Empty where no rule acts in an update.
     */
    Optional<Plan> accounting() {
        Map<Tensor, Region> inputs = new HashMap<>();
        List<Output> outputs = new ArrayList<>();
        parts.forEach((weight, formula) -> {
            formula.inputs()
                    .forEach((place, tensor) ->
                            inputs.put(tensor, region(place, storage.layout().offset(weight), 0)));
            formula.outputs().forEach((place, tensor) -> outputs.add(new Output(tensor, shares.region(weight, place))));
        });
        outputs.sort(Comparator.comparing(output -> output.target().offset()));
        return outputs.isEmpty() ? Optional.empty() : Optional.of(Planner.plan("accounting", inputs, outputs));
    }

    private Plan clip(double norm) {
        Tensor gradient = Tensor.input("gradients", Shape.of(storage.gradients().size()));
        Tensor factor =
                Tensor.constant(norm).div(gradient.square().sum().sqrt()).min(Tensor.constant(1));
        return Planner.plan(
                "clip",
                Map.of(gradient, storage.gradients().from(0)),
                List.of(new Output(factor, storage.clipFactor().from(0))));
    }

    private Plan plan(String name, Function<Stages, Optional<WeightFormula>> stage) {
        Map<Tensor, Region> inputs = new HashMap<>();
        List<Output> outputs = new ArrayList<>();
        for (int number = 0; number < groups.all().size(); number++) {
            List<ModelWeight> group = groups.all().get(number);
            ModelWeight first = group.get(0);
            Optional<WeightFormula> formula = stage.apply(stages.get(first));
            if (formula.isEmpty()) {
                continue;
            }
            int size =
                    group.stream().mapToInt(weight -> weight.shape().elements()).sum();
            WeightFormula placed = FlatFormula.of(formula.get(), first.shape())
                    .map(flat -> flat.over(size))
                    .orElse(formula.get());
            int offset = storage.layout().offset(first);
            int own = number;
            placed.inputs().forEach((place, tensor) -> inputs.put(tensor, region(place, offset, own)));
            placed.outputs().forEach((place, tensor) -> outputs.add(new Output(tensor, region(place, offset, own))));
        }
        outputs.sort(Comparator.comparing(
                        (Output output) -> output.target().storage().name())
                .thenComparing(output -> output.target().offset()));
        return Planner.plan(name, inputs, outputs);
    }

    private static List<Place.Penalty> reported(Stages stages) {
        return stages.update().outputs().keySet().stream()
                .filter(Place.Penalty.class::isInstance)
                .map(Place.Penalty.class::cast)
                .sorted(Comparator.comparingInt(Place.Penalty::rule))
                .toList();
    }

    private Region region(Place place, int offset, int group) {
        if (place instanceof Place.Penalty penalty) {
            return penalties.region(penalty, group);
        }
        if (place instanceof Place.Slot slot) {
            return storage.slots().get(slot.name()).from(offset);
        }
        if (place instanceof Place.Single single) {
            return region(single, offset);
        }
        throw new IllegalStateException(place + " is for accounting alone");
    }

    private Region region(Place.Single place, int offset) {
        return switch (place) {
            case VALUES -> storage.weights().from(offset);
            case GRADIENT -> storage.gradients().from(offset);
            case INITIAL -> storage.initial().from(offset);
            case CLIP_FACTOR -> storage.clipFactor().from(0);
            case CHANGE -> throw new IllegalStateException(place + " is for accounting alone");
        };
    }
}
