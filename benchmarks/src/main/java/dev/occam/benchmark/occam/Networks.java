package dev.occam.benchmark.occam;

import dev.occam.benchmark.work.Net;
import dev.occam.benchmark.work.NetLayer;
import dev.occam.benchmark.work.WorkRule;
import dev.occam.engine.builtin.Conv2d;
import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Flatten;
import dev.occam.engine.builtin.MaxPool;
import dev.occam.engine.builtin.Relu;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.Network;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.RuleRequest;
import dev.occam.engine.rule.RuleSelection;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Regularizer;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.L1;
import dev.occam.regularizer.L2;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measured networks in our own layers, and their rules. */
final class Networks {
    private Networks() {}

    static List<Layer> layers(Net net) {
        List<Layer> layers = new ArrayList<>();
        for (NetLayer layer : net.layers()) {
            layers.add(layer(layer));
        }
        return layers;
    }

    static Network network(List<? extends Layer> layers, List<Integer> exampleShape) {
        return new Network(
                IntStream.range(0, layers.size())
                        .mapToObj(i -> new ModelLayer(i, String.valueOf(i), layers.get(i)))
                        .toList(),
                exampleShape);
    }

    private static Layer layer(NetLayer layer) {
        if (layer instanceof NetLayer.Dense dense) {
            return new Dense(dense.units(), true);
        }
        if (layer instanceof NetLayer.Convolution convolution) {
            return new Conv2d(convolution.channels(), convolution.size(), 1, "same", 1, true);
        }
        if (layer instanceof NetLayer.MaxPool) {
            return new MaxPool(2, 0, 0);
        }
        return layer instanceof NetLayer.Relu ? new Relu() : new Flatten();
    }

    static List<Rule> rules(Network network, Collection<WorkRule> wanted) {
        List<RuleRequest> requests = wanted.stream()
                .sorted()
                .map(rule -> new RuleRequest(regularizer(rule), List.of(), after(network, rule)))
                .toList();
        List<String> problems = new ArrayList<>();
        List<Rule> rules = new RuleSelection(network, problems).select(requests);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return rules;
    }

    private static Optional<String> after(Network network, WorkRule rule) {
        if (rule != WorkRule.DROPOUT) {
            return Optional.empty();
        }
        return network.layers().stream()
                .filter(layer -> layer.layer() instanceof Relu)
                .map(ModelLayer::name)
                .findFirst();
    }

    private static Regularizer regularizer(WorkRule rule) {
        return switch (rule) {
            case DECAY -> new DecoupledDecay(WorkRule.DECAY_STRENGTH);
            case L2 -> new L2(WorkRule.L2_STRENGTH);
            case L1 -> new L1(WorkRule.L1_STRENGTH);
            case DROPOUT -> new Dropout(WorkRule.DROPPED);
        };
    }
}
