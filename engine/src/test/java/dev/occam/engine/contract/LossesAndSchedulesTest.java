package dev.occam.engine.contract;

import dev.occam.engine.builtin.BinaryCrossEntropy;
import dev.occam.engine.builtin.Constant;
import dev.occam.engine.builtin.Cosine;
import dev.occam.engine.builtin.Huber;
import dev.occam.engine.builtin.LinearWarmup;
import dev.occam.engine.builtin.MeanSquaredError;
import dev.occam.engine.builtin.SoftmaxCrossEntropy;
import dev.occam.engine.builtin.StepDecay;
import dev.occam.plugin.Plugin;
import dev.occam.testkit.PluginContract;
import org.junit.jupiter.api.Nested;

/** The losses and schedules that come with Occam are plugins as outside ones must be. */
class LossesAndSchedulesTest {
    abstract static class Contract implements PluginContract {
        private final Plugin plugin;

        Contract(Plugin plugin) {
            this.plugin = plugin;
        }

        @Override
        public Plugin plugin() {
            return plugin;
        }
    }

    @Nested
    class OfBinaryCrossEntropy extends Contract {
        OfBinaryCrossEntropy() {
            super(new BinaryCrossEntropy());
        }
    }

    @Nested
    class OfConstant extends Contract {
        OfConstant() {
            super(new Constant());
        }
    }

    @Nested
    class OfCosine extends Contract {
        OfCosine() {
            super(new Cosine());
        }
    }

    @Nested
    class OfHuber extends Contract {
        OfHuber() {
            super(new Huber());
        }
    }

    @Nested
    class OfLinearWarmup extends Contract {
        OfLinearWarmup() {
            super(new LinearWarmup());
        }
    }

    @Nested
    class OfMeanSquaredError extends Contract {
        OfMeanSquaredError() {
            super(new MeanSquaredError());
        }
    }

    @Nested
    class OfSoftmaxCrossEntropy extends Contract {
        OfSoftmaxCrossEntropy() {
            super(new SoftmaxCrossEntropy());
        }
    }

    @Nested
    class OfStepDecay extends Contract {
        OfStepDecay() {
            super(new StepDecay());
        }
    }
}
