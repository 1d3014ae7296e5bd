package dev.occam.regularizer;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Unit;
import dev.occam.tensor.Shape;
import dev.occam.testkit.RegularizerContract;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Every rule keeps what outside rules must keep. */
class ContractTest {
    @Nested
    class DecayContract implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new DecoupledDecay(0.3);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new DecoupledDecay(0));
        }
    }

    @Nested
    class CautiousDecayContract implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new DecoupledDecay(0.3, Unit.PER_STEP, true);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new DecoupledDecay(0, Unit.PER_STEP, true));
        }
    }

    @Nested
    class DropoutContract implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new Dropout(0.3);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new Dropout(0));
        }
    }

    @Nested
    class SpatialDropoutContract implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new Dropout(0.3, true);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new Dropout(0, true));
        }

        @Override
        public Shape activations() {
            return Shape.of(400, 20, 2);
        }
    }

    @Nested
    class ElasticNetContract implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new ElasticNet(0.3, 0.7);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new ElasticNet(0, 0));
        }
    }

    @Nested
    class L1Contract implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new L1(0.3);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new L1(0));
        }
    }

    @Nested
    class L2Contract implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new L2(0.3);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new L2(0));
        }
    }

    @Nested
    class L2SpContract implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new L2Sp(0.3);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new L2Sp(0));
        }
    }

    @Nested
    class MaxNormContract implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new MaxNorm(0.8);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.empty();
        }
    }
}
