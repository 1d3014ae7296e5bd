package dev.occam.engine.step;

import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.plan.Region;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.step.WeightFormula.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the sums of squares lie that tell each rule's part in the step of each weight. */
public final class ShareReport {
    private final List<Rule> rules;
    private final Map<ModelWeight, Map<Place, Integer>> slots = new LinkedHashMap<>();
    private final Storage storage;

    ShareReport(List<Rule> rules, Map<ModelWeight, WeightFormula> formulas) {
        this.rules = rules;
        int size = 0;
        for (Map.Entry<ModelWeight, WeightFormula> each : formulas.entrySet()) {
            Map<Place, Integer> own = new LinkedHashMap<>();
            for (Place place : each.getValue().outputs().keySet()) {
                own.put(place, size++);
            }
            slots.put(each.getKey(), own);
        }
        storage = new Storage("shares", size);
    }

    Region region(ModelWeight weight, Place place) {
        return storage.from(slots.get(weight).get(place));
    }

    /** The sums, as of the last step that was reported. */
    public Storage storage() {
        return storage;
    }

    /** ‖what each rule added‖/‖the step‖ of one weight, by the rule's label; rules that do not act on it are missing. */
    public Map<String, Double> of(ModelWeight weight, float[] sums) {
        return slots.containsKey(weight) ? shares(List.of(weight), sums) : Map.of();
    }

    /** The same over all weights on which rules act. */
    public Map<String, Double> total(float[] sums) {
        return shares(List.copyOf(slots.keySet()), sums);
    }

    private Map<String, Double> shares(List<ModelWeight> weights, float[] sums) {
        double step = sum(weights, Place.Single.CHANGE, sums);
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Rule rule : rules) {
            Place part = new Place.Part(rule.number());
            boolean acts = weights.stream().anyMatch(weight -> slots.get(weight).containsKey(part));
            if (acts && step > 0) {
                shares.put(rule.label(), Math.sqrt(sum(weights, part, sums) / step));
            }
        }
        return shares;
    }

    private double sum(List<ModelWeight> weights, Place place, float[] sums) {
        return weights.stream()
                .map(weight -> slots.get(weight).get(place))
                .filter(slot -> slot != null)
                .mapToDouble(slot -> sums[slot])
                .sum();
    }
}
