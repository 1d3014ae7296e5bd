package dev.occam.engine.spec;

import dev.occam.catalog.OptionSchema;
import dev.occam.catalog.PluginResolver;
import dev.occam.catalog.PluginText;
import dev.occam.error.RequestException;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Plugin;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Site;
import dev.occam.plugin.Step;
import dev.occam.plugin.Strategy;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** The plugins of these tests: names and options are real, formulas are not needed. */
public final class SpecPlugins implements PluginResolver {
    private static final List<Class<? extends Plugin>> ALL = List.of(
            Dense.class,
            Relu.class,
            Residual.class,
            SoftmaxCrossEntropy.class,
            Huber.class,
            Adam.class,
            Sgd.class,
            L1.class,
            DecoupledDecay.class,
            Dropout.class,
            ActivityL1.class,
            StochasticDepth.class,
            LabelSmoothing.class,
            Constant.class,
            LinearWarmup.class,
            Strategy.Mixup.class,
            Strategy.Ema.class);

    @Override
    public <P extends Plugin> P create(Class<P> kind, Object spec) {
        Object plain = spec instanceof String text ? PluginText.parse(text) : spec;
        String name =
                plain instanceof Map<?, ?> map ? map.keySet().iterator().next().toString() : plain.toString();
        Object options =
                plain instanceof Map<?, ?> map ? map.values().iterator().next() : Map.of();
        for (Class<? extends Plugin> type : ALL) {
            if (kind.isAssignableFrom(type) && Plugin.nameOf(type).equals(name)) {
                return OptionSchema.of(type.asSubclass(kind)).create(named(options), this);
            }
        }
        throw new RequestException("No plugin is called \"%s\".".formatted(name));
    }

    @SuppressWarnings("unchecked") // keys of parsed specs are texts
    private static Map<String, Object> named(Object options) {
        return options instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of("", options);
    }

    private interface Identity extends Layer {
        @Override
        default Tensor forward(Tensor x, Weights weights) {
            return x;
        }
    }

    public record Dense(int units, boolean bias) implements Identity {
        public Dense {
            Require.atLeastOne("units", units);
        }

        public Dense() {
            this(1, true);
        }
    }

    public record Relu() implements Identity {}

    public record Residual(List<Layer> layers) implements Identity {
        public Residual() {
            this(List.of());
        }
    }

    private interface AnyLoss extends Loss {
        @Override
        default Kind kind() {
            return Kind.CLASSES;
        }

        @Override
        default Tensor loss(Tensor output, Tensor target) {
            return output;
        }
    }

    public record SoftmaxCrossEntropy() implements AnyLoss {}

    public record Huber(double delta) implements AnyLoss {
        public Huber() {
            this(1);
        }
    }

    private interface Descent extends Optimizer {
        double lr();

        @Override
        default double learningRate() {
            return lr();
        }

        @Override
        default Update update(Tensor g, Map<String, Tensor> state, Step step) {
            return new Update(g, g, state);
        }
    }

    public record Adam(double lr, double beta1, double epsilon) implements Descent {
        public Adam {
            Require.finiteAtLeastZero("lr", lr);
            Require.atLeastZeroBelowOne("beta1", beta1);
        }

        public Adam() {
            this(1e-3, 0.9, 1e-8);
        }
    }

    public record Sgd(double lr, double momentum, boolean nesterov) implements Descent {
        public Sgd() {
            this(1e-2, 0, false);
        }
    }

    public record L1(double lambda) implements Regularizer {
        public L1 {
            Require.finiteAtLeastZero("lambda", lambda);
        }

        public L1() {
            this(0);
        }

        @Override
        public Tensor penalty(Tensor w, Site site) {
            return w;
        }
    }

    public record DecoupledDecay(double lambda) implements Regularizer {
        public DecoupledDecay() {
            this(0.01);
        }

        @Override
        public Tensor decay(Tensor w, Tensor update, Site site) {
            return w;
        }
    }

    public record Dropout(double drop) implements Regularizer {
        public Dropout() {
            this(0.5);
        }

        @Override
        public Tensor activation(Tensor x, Step step) {
            return x;
        }
    }

    public record ActivityL1(double lambda) implements Regularizer {
        public ActivityL1() {
            this(1e-4);
        }

        @Override
        public Tensor activityPenalty(Tensor x, Step step) {
            return x.abs().sum();
        }
    }

    public record StochasticDepth(double drop) implements Regularizer {
        public StochasticDepth() {
            this(0.1);
        }

        @Override
        public Tensor branch(Tensor branch, Step step) {
            return branch.mul(drop);
        }
    }

    public record LabelSmoothing(double amount) implements Regularizer {
        public LabelSmoothing() {
            this(0.1);
        }

        @Override
        public Tensor target(Tensor y, Step step) {
            return y;
        }
    }

    private interface Flat extends Schedule {
        @Override
        default double factor(long step, long steps, int stepsPerEpoch) {
            return 1;
        }
    }

    public record Constant() implements Flat {}

    public record LinearWarmup(int epochs, Schedule then) implements Flat {
        public LinearWarmup() {
            this(1, new Constant());
        }
    }
}
