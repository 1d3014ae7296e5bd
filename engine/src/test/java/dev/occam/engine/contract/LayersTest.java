package dev.occam.engine.contract;

import dev.occam.engine.builtin.Dense;
import dev.occam.engine.builtin.Flatten;
import dev.occam.engine.builtin.Gelu;
import dev.occam.engine.builtin.Relu;
import dev.occam.engine.builtin.Residual;
import dev.occam.engine.builtin.Sigmoid;
import dev.occam.engine.builtin.Tanh;
import dev.occam.plugin.Layer;
import dev.occam.tensor.Shape;
import dev.occam.testkit.LayerTrainingContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The layers that come with Occam keep what outside ones must keep. */
class LayersTest {
    abstract static class Contract implements LayerTrainingContract {
        private final Layer layer;

        Contract(Layer layer) {
            this.layer = layer;
        }

        @Override
        public Layer plugin() {
            return layer;
        }
    }

    @Nested
    class OfDense extends Contract {
        OfDense() {
            super(new Dense(4, true));
        }
    }

    @Nested
    class OfDenseWithoutBias extends Contract {
        OfDenseWithoutBias() {
            super(new Dense(4, false));
        }
    }

    @Nested
    class OfFlatten extends Contract {
        OfFlatten() {
            super(new Flatten());
        }

        @Override
        public Shape example() {
            return Shape.of(2, 3, 2);
        }
    }

    @Nested
    class OfGelu extends Contract {
        OfGelu() {
            super(new Gelu());
        }
    }

    @Nested
    class OfRelu extends Contract {
        OfRelu() {
            super(new Relu());
        }
    }

    @Nested
    class OfResidual extends Contract {
        OfResidual() {
            super(new Residual(List.of(new Dense(6, true), new Tanh())));
        }
    }

    @Nested
    class OfSigmoid extends Contract {
        OfSigmoid() {
            super(new Sigmoid());
        }
    }

    @Nested
    class OfTanh extends Contract {
        OfTanh() {
            super(new Tanh());
        }
    }
}
