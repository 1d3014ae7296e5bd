package dev.occam.engine.contract;

import dev.occam.DataChoice;
import dev.occam.TrainingSpecBuilder;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Unit;
import dev.occam.regularizer.ActivityL1;
import dev.occam.regularizer.ActivityL2;
import dev.occam.regularizer.AlphaDropout;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.DropConnect;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.ElasticNet;
import dev.occam.regularizer.GaussianDropout;
import dev.occam.regularizer.GaussianNoise;
import dev.occam.regularizer.GradientNoise;
import dev.occam.regularizer.GroupLasso;
import dev.occam.regularizer.L1;
import dev.occam.regularizer.L2;
import dev.occam.regularizer.L2Sp;
import dev.occam.regularizer.LabelSmoothing;
import dev.occam.regularizer.MaxNorm;
import dev.occam.regularizer.NonNegative;
import dev.occam.regularizer.Orthogonal;
import dev.occam.regularizer.StochasticDepth;
import dev.occam.regularizer.UnitNorm;
import dev.occam.tensor.Shape;
import dev.occam.testkit.RegularizerTrainingContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;

/** The rules that come with Occam keep in training what outside rules must keep. Their own module cannot see an engine. */
class RegularizersTest {
    abstract static class Contract implements RegularizerTrainingContract {
        private final Regularizer rule;
        private final Optional<Regularizer> zero;

        Contract(Regularizer rule, Regularizer zero) {
            this.rule = rule;
            this.zero = Optional.of(zero);
        }

        Contract(Regularizer rule) {
            this.rule = rule;
            this.zero = Optional.empty();
        }

        @Override
        public Regularizer plugin() {
            return rule;
        }

        @Override
        public Optional<Regularizer> zero() {
            return zero;
        }
    }

    @Nested
    class OfDecay extends Contract {
        OfDecay() {
            super(new DecoupledDecay(0.3), new DecoupledDecay(0));
        }
    }

    @Nested
    class OfCautiousDecay extends Contract {
        OfCautiousDecay() {
            super(new DecoupledDecay(0.01, Unit.PER_STEP, true), new DecoupledDecay(0, Unit.PER_STEP, true));
        }
    }

    @Nested
    class OfDropout extends Contract {
        OfDropout() {
            super(new Dropout(0.3), new Dropout(0));
        }
    }

    @Nested
    class OfSpatialDropout extends Contract {
        OfSpatialDropout() {
            super(new Dropout(0.3, true), new Dropout(0, true));
        }

        @Override
        public Shape activations() {
            return Shape.of(400, 20, 2);
        }

        /** A mask for each channel of what layer 0 gives. */
        @Override
        public TrainingSpecBuilder run() {
            return new TrainingSpecBuilder()
                    .data(new DataChoice.Given(images(28), Optional.empty(), Optional.empty()))
                    .layer("conv2d", Map.of("channels", 4, "size", 3))
                    .layer("tanh")
                    .layer("flatten")
                    .layer("dense", Map.of("units", 3))
                    .validation(0.25)
                    .batch(8)
                    .epochs(2)
                    .threads(1);
        }

        private static Dataset images(int count) {
            SplittableRandom random = new SplittableRandom(5);
            float[] features = new float[count * 2 * 5 * 5];
            for (int i = 0; i < features.length; i++) {
                features[i] = (float) random.nextDouble(-1, 1);
            }
            int[] labels = random.ints(count, 0, 3).toArray();
            return new Dataset(
                    "images", List.of(2, 5, 5), features, new Targets.Classes(labels, List.of("a", "b", "c")));
        }
    }

    @Nested
    class OfElasticNet extends Contract {
        OfElasticNet() {
            super(new ElasticNet(0.03, 0.07), new ElasticNet(0, 0));
        }
    }

    @Nested
    class OfL1 extends Contract {
        OfL1() {
            super(new L1(0.03), new L1(0));
        }
    }

    @Nested
    class OfL2 extends Contract {
        OfL2() {
            super(new L2(0.3), new L2(0));
        }
    }

    @Nested
    class OfL2PerDataset extends Contract {
        OfL2PerDataset() {
            super(new L2(2, Unit.PER_DATASET), new L2(0, Unit.PER_DATASET));
        }
    }

    @Nested
    class OfL2Sp extends Contract {
        OfL2Sp() {
            super(new L2Sp(0.3), new L2Sp(0));
        }
    }

    @Nested
    class OfMaxNorm extends Contract {
        OfMaxNorm() {
            super(new MaxNorm(0.3));
        }
    }

    @Nested
    class OfActivityL1 extends Contract {
        OfActivityL1() {
            super(new ActivityL1(0.3), new ActivityL1(0));
        }
    }

    @Nested
    class OfActivityL2 extends Contract {
        OfActivityL2() {
            super(new ActivityL2(0.3), new ActivityL2(0));
        }
    }

    @Nested
    class OfAlphaDropout extends Contract {
        OfAlphaDropout() {
            super(new AlphaDropout(0.3), new AlphaDropout(0));
        }

        @Override
        public boolean keepsExpectation() {
            return false;
        }
    }

    @Nested
    class OfDropConnect extends Contract {
        OfDropConnect() {
            super(new DropConnect(0.3), new DropConnect(0));
        }
    }

    @Nested
    class OfGaussianDropout extends Contract {
        OfGaussianDropout() {
            super(new GaussianDropout(0.3), new GaussianDropout(0));
        }
    }

    @Nested
    class OfGaussianNoise extends Contract {
        OfGaussianNoise() {
            super(new GaussianNoise(0.3), new GaussianNoise(0));
        }
    }

    @Nested
    class OfGradientNoise extends Contract {
        OfGradientNoise() {
            super(new GradientNoise(0.3, 0.55), new GradientNoise(0, 0.55));
        }
    }

    @Nested
    class OfGroupLasso extends Contract {
        OfGroupLasso() {
            super(new GroupLasso(0.03), new GroupLasso(0));
        }

        @Override
        public boolean proxIsSeparable() {
            return false;
        }
    }

    @Nested
    class OfLabelSmoothing extends Contract {
        OfLabelSmoothing() {
            super(new LabelSmoothing(0.3), new LabelSmoothing(0));
        }
    }

    @Nested
    class OfNonNegative extends Contract {
        OfNonNegative() {
            super(new NonNegative());
        }
    }

    @Nested
    class OfOrthogonal extends Contract {
        OfOrthogonal() {
            super(new Orthogonal(0.03), new Orthogonal(0));
        }
    }

    @Nested
    class OfStochasticDepth extends Contract {
        OfStochasticDepth() {
            super(new StochasticDepth(0.3), new StochasticDepth(0));
        }
    }

    @Nested
    class OfUnitNorm extends Contract {
        OfUnitNorm() {
            super(new UnitNorm());
        }
    }
}
