package dev.occam.regularizer;

import dev.occam.plugin.Regularizer;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Every rule keeps what outside rules must keep. */
class RuleContractTest {
    @Nested
    class OrthogonalContract extends RuleContract {
        OrthogonalContract() {
            super(Orthogonal::new);
        }
    }

    @Nested
    class ActivityL1Contract extends RuleContract {
        ActivityL1Contract() {
            super(ActivityL1::new);
        }
    }

    @Nested
    class ActivityL2Contract extends RuleContract {
        ActivityL2Contract() {
            super(ActivityL2::new);
        }
    }

    @Nested
    class GaussianDropoutContract extends RuleContract {
        GaussianDropoutContract() {
            super(GaussianDropout::new);
        }
    }

    @Nested
    class GaussianNoiseContract extends RuleContract {
        GaussianNoiseContract() {
            super(GaussianNoise::new);
        }
    }

    @Nested
    class DropConnectContract extends RuleContract {
        DropConnectContract() {
            super(DropConnect::new);
        }
    }

    @Nested
    class StochasticDepthContract extends RuleContract {
        StochasticDepthContract() {
            super(StochasticDepth::new);
        }
    }

    @Nested
    class LabelSmoothingContract extends RuleContract {
        LabelSmoothingContract() {
            super(LabelSmoothing::new);
        }
    }

    @Nested
    class GradientNoiseContract extends RuleContract {
        GradientNoiseContract() {
            super(variance -> new GradientNoise(variance, 0.55));
        }
    }

    @Nested
    class GroupLassoContract extends RuleContract {
        GroupLassoContract() {
            super(GroupLasso::new);
        }

        @Override
        public boolean proxIsSeparable() {
            return false;
        }
    }

    @Nested
    class AlphaDropoutContract extends RuleContract {
        AlphaDropoutContract() {
            super(AlphaDropout::new);
        }

        @Override
        public boolean keepsExpectation() {
            return false;
        }
    }

    @Nested
    class UnitNormContract extends RuleContract {
        UnitNormContract() {
            super(strength -> new UnitNorm());
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.empty();
        }
    }

    @Nested
    class NonNegativeContract extends RuleContract {
        NonNegativeContract() {
            super(strength -> new NonNegative());
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.empty();
        }
    }
}
