package dev.occam.engine.contract;

import dev.occam.engine.builtin.Adagrad;
import dev.occam.engine.builtin.Adam;
import dev.occam.engine.builtin.Rmsprop;
import dev.occam.engine.builtin.Sgd;
import dev.occam.plugin.Optimizer;
import dev.occam.testkit.OptimizerTrainingContract;
import org.junit.jupiter.api.Nested;

/** The optimizers that come with Occam keep what outside ones must keep. */
class OptimizersTest {
    abstract static class Contract implements OptimizerTrainingContract {
        private final Optimizer optimizer;

        Contract(Optimizer optimizer) {
            this.optimizer = optimizer;
        }

        @Override
        public Optimizer plugin() {
            return optimizer;
        }
    }

    @Nested
    class OfSgd extends Contract {
        OfSgd() {
            super(new Sgd(0.1, 0, false));
        }
    }

    @Nested
    class OfMomentum extends Contract {
        OfMomentum() {
            super(new Sgd(0.1, 0.9, false));
        }
    }

    @Nested
    class OfNesterov extends Contract {
        OfNesterov() {
            super(new Sgd(0.1, 0.9, true));
        }

        /** The first step is 1 + μ times that. */
        @Override
        public boolean firstStepIsStepSizeTimesGradient() {
            return false;
        }
    }

    @Nested
    class OfAdam extends Contract {
        OfAdam() {
            super(new Adam(0.01, 0.9, 0.999, 1e-8));
        }
    }

    @Nested
    class OfRmsprop extends Contract {
        OfRmsprop() {
            super(new Rmsprop(0.01, 0.99, 1e-8));
        }
    }

    @Nested
    class OfAdagrad extends Contract {
        OfAdagrad() {
            super(new Adagrad(0.01, 1e-10));
        }
    }
}
