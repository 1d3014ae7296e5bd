package dev.occam.testkit;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Site;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which random numbers an engine gives the hooks of a rule, so that its formulas can be computed with the same ones. */
final class Draws {
    private static final ThreadLocal<Map<String, List<Integer>>> NOTED = ThreadLocal.withInitial(HashMap::new);

    /** The sites of the random numbers that the last call of each hook drew, by hook; what was noted so far is forgotten. */
    static Map<String, List<Integer>> take() {
        Map<String, List<Integer>> draws = NOTED.get();
        NOTED.remove();
        return draws;
    }

    private Draws() {}

    /**
     * A rule on weights that notes which random numbers an engine gives its hooks. An engine writes formulas on the
     * thread that asks for training.
     *
     * @param rule what it does
     */
    public record Recording(Regularizer rule) implements Regularizer {
        public Recording() {
            this(new Nothing());
        }

        @Override
        public String name() {
            return rule.name();
        }

        @Override
        public Tensor penalty(Tensor w, Site site) {
            return rule.penalty(w, site);
        }

        @Override
        public Tensor gradient(Tensor g, Site site) {
            return rule.gradient(g, noted("gradient", site));
        }

        @Override
        public Tensor decay(Tensor w, Tensor update, Site site) {
            return rule.decay(w, update, noted("decay", site));
        }

        @Override
        public Tensor prox(Tensor v, Tensor stepSize, Site site) {
            return rule.prox(v, stepSize, noted("prox", site));
        }

        @Override
        public Tensor proxPenalty(Tensor w, Site site) {
            return rule.proxPenalty(w, site);
        }

        @Override
        public Tensor project(Tensor w, Site site) {
            return rule.project(w, noted("project", site));
        }

        @Override
        public Tensor weight(Tensor w, Site site) {
            return rule.weight(w, noted("weight", site));
        }
    }

    /** Changes nothing. */
    public record Nothing() implements Regularizer {}

    private static Site noted(String hook, Site site) {
        List<Integer> draws = new ArrayList<>();
        NOTED.get().put(hook, draws);
        return new NotedSite(site, draws);
    }

    private record NotedSite(Site site, List<Integer> draws) implements Site {
        @Override
        public Tensor uniform(Shape shape) {
            Tensor drawn = site.uniform(shape);
            draws.add(((Operation.Random) drawn.operation()).site());
            return drawn;
        }

        @Override
        public Role role() {
            return site.role();
        }

        @Override
        public Tensor initial() {
            return site.initial();
        }

        @Override
        public Tensor learningRate() {
            return site.learningRate();
        }

        @Override
        public double maxLearningRate() {
            return site.maxLearningRate();
        }

        @Override
        public Tensor number() {
            return site.number();
        }

        @Override
        public int batchSize() {
            return site.batchSize();
        }

        @Override
        public int trainingSize() {
            return site.trainingSize();
        }

        @Override
        public int stepsPerEpoch() {
            return site.stepsPerEpoch();
        }
    }
}
