package dev.occam.engine.contract;

import dev.occam.engine.builtin.AveragePool;
import dev.occam.engine.builtin.BatchNorm;
import dev.occam.engine.builtin.Conv2d;
import dev.occam.engine.builtin.LayerNorm;
import dev.occam.engine.builtin.MaxPool;
import dev.occam.plugin.Layer;
import dev.occam.tensor.Shape;
import dev.occam.testkit.LayerTrainingContract;
import org.junit.jupiter.api.Nested;

/** The layers of images keep what outside ones must keep. */
class ImageContractsTest {
    abstract static class Contract implements LayerTrainingContract {
        private final Layer layer;

        Contract(Layer layer) {
            this.layer = layer;
        }

        @Override
        public Layer plugin() {
            return layer;
        }

        @Override
        public Shape example() {
            return Shape.of(2, 5, 4);
        }
    }

    @Nested
    class OfConvolution extends Contract {
        OfConvolution() {
            super(new Conv2d(3, 3, 1, "same", 1, true));
        }
    }

    @Nested
    class OfConvolutionInGroups extends Contract {
        OfConvolutionInGroups() {
            super(new Conv2d(4, 3, 2, "1", 2, false));
        }
    }

    @Nested
    class OfMaxPool extends Contract {
        OfMaxPool() {
            super(new MaxPool(3, 2, 1));
        }
    }

    @Nested
    class OfAveragePool extends Contract {
        OfAveragePool() {
            super(new AveragePool(2, 0, 0));
        }
    }

    @Nested
    class OfBatchNorm extends Contract {
        OfBatchNorm() {
            super(new BatchNorm());
        }
    }

    @Nested
    class OfLayerNorm extends Contract {
        OfLayerNorm() {
            super(new LayerNorm(2, 1e-5));
        }
    }
}
