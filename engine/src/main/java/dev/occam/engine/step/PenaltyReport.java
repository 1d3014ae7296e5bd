package dev.occam.engine.step;

import dev.occam.engine.plan.Region;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.rule.Hook;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.step.WeightFormula.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the update programs write the penalties of the new weights: a value for each rule and each group of weights that one
 * program updates. The host adds them up when it reports.
 */
public final class PenaltyReport {
    private final Map<Rule, List<Integer>> slots = new LinkedHashMap<>();
    private final Map<String, Integer> bySource = new LinkedHashMap<>();
    private final Storage storage;

    /** @param written the penalties that each group's update writes */
    PenaltyReport(List<Rule> rules, List<List<Place.Penalty>> written) {
        for (Rule rule : rules) {
            if (!rule.weights().isEmpty() && reports(rule)) {
                slots.put(rule, new ArrayList<>());
            }
        }
        for (int group = 0; group < written.size(); group++) {
            for (Place.Penalty penalty : written.get(group)) {
                int slot = bySource.size();
                bySource.put(source(penalty, group), slot);
                slots.computeIfAbsent(rules.get(penalty.rule()), missing -> new ArrayList<>())
                        .add(slot);
            }
        }
        storage = new Storage("penalties", bySource.size());
    }

    /** A rule that has a penalty is reported even where its strength is 0. */
    private static boolean reports(Rule rule) {
        return Hook.PENALTY.isOverriddenBy(rule.regularizer()) || Hook.PROX.isOverriddenBy(rule.regularizer());
    }

    Region region(Place.Penalty penalty, int group) {
        Integer slot = bySource.get(source(penalty, group));
        if (slot == null) {
            throw new IllegalStateException("the penalty of rule %s has no place".formatted(penalty.rule()));
        }
        return storage.from(slot);
    }

    private static String source(Place.Penalty penalty, int group) {
        return penalty.rule() + "@" + group;
    }

    /** The values, as of the last step. */
    public Storage storage() {
        return storage;
    }

    /** The sum of each rule over its weights, by the rule's label. */
    public Map<String, Double> byRule(float[] values) {
        Map<String, Double> sums = new LinkedHashMap<>();
        slots.forEach((rule, own) -> sums.put(
                rule.label(), own.stream().mapToDouble(slot -> values[slot]).sum()));
        return sums;
    }
}
