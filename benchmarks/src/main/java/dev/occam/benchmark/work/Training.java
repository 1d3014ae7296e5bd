package dev.occam.benchmark.work;

import java.util.EnumSet;
import java.util.Set;

/**
 * One step of training: forward, softmax cross-entropy, backward and Adam with lr 1e-3 and decoupled decay 0.01, on one of
 * {@link Examples#BATCHES} batches in turn.
 *
 * @param further rules beside the decay
 */
public record Training(Net net, Set<WorkRule> further) implements Work {
    public Training {
        further = Set.copyOf(further);
    }

    static Training parse(String text) {
        int plus = text.indexOf('+');
        String net = plus < 0 ? text : text.substring(0, plus);
        Set<WorkRule> rules = plus < 0 ? EnumSet.noneOf(WorkRule.class) : WorkRule.parse(text.substring(plus));
        return new Training(Net.parse(net.strip()), rules);
    }

    @Override
    public String name() {
        return "step " + net.name() + (further.isEmpty() ? "" : " " + WorkRule.text(further));
    }
}
