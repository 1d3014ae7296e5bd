package dev.occam.engine.contract;

import dev.occam.engine.builtin.Sgd;
import dev.occam.engine.builtin.Tanh;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Site;
import dev.occam.plugin.Step;
import dev.occam.plugin.Weights;
import dev.occam.regularizer.L2;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Plugins that do what an engine with a defect would make of others. */
final class DefectivePlugins {
    private DefectivePlugins() {}

    /** The gradient of a penalty times a factor. */
    public record Scaled(Regularizer rule, double factor) implements Regularizer {
        public Scaled() {
            this(new L2(), 1);
        }

        @Override
        public String name() {
            return rule.name();
        }

        @Override
        public Tensor penalty(Tensor w, Site site) {
            return rule.penalty(w, site).mul(factor);
        }
    }

    /** A gradient that is not 0 where the weight is. */
    public record SlopeAtZero(Regularizer rule) implements Regularizer {
        public SlopeAtZero() {
            this(new L2());
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
            return g.add(site.initial().abs().lt(1e-6).mul(0.1));
        }
    }

    /** Weights that the rule divides by their norm, which may be 0. */
    public record Direction() implements Regularizer {
        @Override
        public Tensor penalty(Tensor w, Site site) {
            return w.abs().sum().div(w.square().sum().sqrt());
        }
    }

    /** Slots that do not start at 0. */
    public record Warm(Optimizer optimizer) implements Optimizer {
        public Warm() {
            this(new Sgd());
        }

        @Override
        public double learningRate() {
            return optimizer.learningRate();
        }

        @Override
        public java.util.List<String> slots() {
            return optimizer.slots();
        }

        @Override
        public Update update(Tensor g, Map<String, Tensor> state, Step step) {
            Map<String, Tensor> warm = new HashMap<>(state);
            warm.replaceAll((slot, value) -> value.add(step.number().lt(2).mul(0.01)));
            return optimizer.update(g, warm, step);
        }
    }

    /** Weights without a gradient: whatever else acts on weights still does. */
    public record WithoutGradient(Layer layer) implements Layer {
        public WithoutGradient() {
            this(new Tanh());
        }

        @Override
        public Tensor forward(Tensor x, Weights weights) {
            return layer.forward(x, new Weights() {
                @Override
                public Tensor weight(String name, Shape shape, Initializer initializer, Role role) {
                    return weights.weight(name, shape, initializer, role).detach();
                }

                @Override
                public Tensor state(String name, Shape shape, double start) {
                    return weights.state(name, shape, start);
                }

                @Override
                public void update(String name, Tensor next) {
                    weights.update(name, next);
                }

                @Override
                public Tensor apply(String name, Layer inner, Tensor input) {
                    return weights.apply(name, inner, input);
                }

                @Override
                public boolean training() {
                    return weights.training();
                }
            });
        }
    }

    /** The mask of the first step in all steps: it depends on the place alone. */
    public record SameMask(Regularizer rule) implements Regularizer {
        public SameMask() {
            this(new L2());
        }

        @Override
        public Tensor weight(Tensor w, Site site) {
            rule.weight(w, site);
            Tensor place = Tensor.index(w.shape(), 1);
            return w.mul(place.sub(place.mul(0.5).floor().mul(2)).mul(2));
        }
    }

    /** Forward by one mask and backward by another. */
    public record OtherMaskBackward(Regularizer rule) implements Regularizer {
        public OtherMaskBackward() {
            this(new L2());
        }

        @Override
        public Tensor weight(Tensor w, Site site) {
            Tensor other = rule.weight(w, site);
            Tensor forward = rule.weight(w, site);
            return forward.detach().add(other.sub(other.detach()));
        }
    }

    /** Half of the gradient is lost. */
    public record HalfDetached(Layer layer) implements Layer {
        public HalfDetached() {
            this(new Tanh());
        }

        @Override
        public Tensor forward(Tensor x, Weights weights) {
            Tensor half = layer.forward(x, weights).mul(0.5);
            return half.add(half.detach());
        }
    }

    /** At evaluation the output is twice that of training. */
    public record TwiceAtEvaluation(Layer layer) implements Layer {
        public TwiceAtEvaluation() {
            this(new Tanh());
        }

        @Override
        public Tensor forward(Tensor x, Weights weights) {
            return layer.forward(x, weights).mul(weights.training() ? 1 : 2);
        }
    }
}
