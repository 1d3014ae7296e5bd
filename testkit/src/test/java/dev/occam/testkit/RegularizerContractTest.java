package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Site;
import dev.occam.plugin.Step;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules that keep the contract pass, and each planted defect is found. */
class RegularizerContractTest {
    @Nested
    class SoftThreshold implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new Soft(0.3);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new Soft(0));
        }
    }

    @Nested
    class Masking implements RegularizerContract {
        @Override
        public Regularizer plugin() {
            return new Mask(0.4, true);
        }

        @Override
        public Optional<Regularizer> zero() {
            return Optional.of(new Mask(0, true));
        }
    }

    @Test
    void aProximalStepOfAnotherPenaltyIsFound() {
        caught(
                new Regularizer() {
                    @Override
                    public Tensor prox(Tensor v, Tensor stepSize, Site site) {
                        return new Soft(0.3).prox(v, stepSize.mul(0.9), site);
                    }

                    @Override
                    public Tensor proxPenalty(Tensor w, Site site) {
                        return new Soft(0.3).proxPenalty(w, site);
                    }
                },
                RegularizerContract::theProximalStepMinimisesWhatItIsDefinedBy,
                "the proximal step does not minimise ½‖x−v‖²/p + φ(x): there it is ");
    }

    @Test
    void aProximalStepThatIgnoresTheStepSizeOfACoordinateIsFound() {
        caught(
                new Regularizer() {
                    @Override
                    public Tensor prox(Tensor v, Tensor stepSize, Site site) {
                        return new Soft(0.3).prox(v, stepSize.mean().expand(v.shape()), site);
                    }

                    @Override
                    public Tensor proxPenalty(Tensor w, Site site) {
                        return new Soft(0.3).proxPenalty(w, site);
                    }
                },
                RegularizerContract::theProximalStepMinimisesWhatItIsDefinedBy,
                "does not minimise");
    }

    @Test
    void aProjectionThatDriftsIsFound() {
        caught(
                new Regularizer() {
                    @Override
                    public Tensor project(Tensor w, Site site) {
                        Tensor norm = w.square().sum(1).sqrt().unsqueeze(1).add(1e-7);
                        return w.mul(norm.min(Tensor.constant(2)).div(norm));
                    }
                },
                RegularizerContract::projectingTwiceIsTheSameToTheBitAsOnce,
                "the projection of a projection");
    }

    @Test
    void aMaskWithoutItsFactorIsFound() {
        caught(new Mask(0.4, false), RegularizerContract::theExpectationOfActivationsIsKept, "more than chance");
    }

    @Test
    void aPenaltyForEachRowIsFound() {
        caught(
                new Regularizer() {
                    @Override
                    public Tensor penalty(Tensor w, Site site) {
                        return w.square().sum(1);
                    }
                },
                RegularizerContract::everyHookKeepsItsShape,
                "the shape of the penalty");
    }

    @Test
    void aStrengthOfZeroThatStillWorksIsFound() {
        caught(
                new Soft(1e-9),
                RegularizerContract::strengthZeroLeavesEverythingToTheBit,
                "the proximal penalty at strength 0");
    }

    @Test
    void targetsThatAreNoProbabilitiesAreFound() {
        caught(
                new Regularizer() {
                    @Override
                    public Tensor target(Tensor y, Step step) {
                        return y.mul(0.9);
                    }
                },
                RegularizerContract::targetsStayProbabilities,
                "the sum of the targets of example 0");
        caught(
                new Regularizer() {
                    @Override
                    public Tensor target(Tensor y, Step step) {
                        return y.mul(2).sub(1.0 / 3);
                    }
                },
                RegularizerContract::targetsStayProbabilities,
                "no probability");
    }

    @Test
    void aPenaltyOfTheWrongSignIsFound() {
        caught(
                new Regularizer() {
                    @Override
                    public Tensor penalty(Tensor w, Site site) {
                        return w.square().sum().mul(-0.5);
                    }
                },
                RegularizerContract::aPenaltyIsNotNegative,
                "is its sign wrong?");
        caught(
                new Regularizer() {
                    @Override
                    public Tensor decay(Tensor w, Tensor update, Site site) {
                        return w.mul(site.learningRate()).neg();
                    }
                },
                RegularizerContract::theDecayShrinksTheWeight,
                "is its sign wrong?");
    }

    @Test
    void aMaskThatIsUsedAgainIsFound() {
        AtomicReference<Tensor> mask = new AtomicReference<>();
        caught(
                new Regularizer() {
                    @Override
                    public Tensor activation(Tensor x, Step step) {
                        mask.compareAndSet(null, step.uniform(x.shape()).lt(0.5).mul(2));
                        return x.mul(mask.get());
                    }
                },
                RegularizerContract::randomNumbersAreDrawnFromTheStep,
                "activation uses random numbers that it did not draw from its step");
        caught(
                new Regularizer() {
                    @Override
                    public Tensor gradient(Tensor g, Site site) {
                        return g.add(Tensor.random(5, g.shape()));
                    }
                },
                RegularizerContract::randomNumbersAreDrawnFromTheStep,
                "gradient uses random numbers");
    }

    @Test
    void aMaskThatIsPartOfTheFormulaIsFound() {
        Random random = new Random(1);
        caught(
                new Regularizer() {
                    @Override
                    public Tensor weight(Tensor w, Site site) {
                        return w.mul(random.nextDouble());
                    }
                },
                RegularizerContract::equalSitesGetEqualFormulas,
                "a second call of weight gave another formula");
    }

    @Test
    void aNormOfZeroThatIsDividedByIsFound() {
        caught(
                new Regularizer() {
                    @Override
                    public Tensor project(Tensor w, Site site) {
                        return w.div(w.square().sum().sqrt());
                    }
                },
                RegularizerContract::weightsOfZeroStayFinite,
                "project gives NaN for weights and gradients of 0");
    }

    private static void caught(Regularizer rule, Consumer<RegularizerContract> test, String message) {
        RegularizerContract contract = new RegularizerContract() {
            @Override
            public Regularizer plugin() {
                return rule;
            }

            @Override
            public Optional<Regularizer> zero() {
                return Optional.of(rule);
            }
        };
        assertThatThrownBy(() -> test.accept(contract))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    /** Soft threshold. */
    public record Soft(double lambda) implements Regularizer {
        public Soft {
            if (!(lambda >= 0)) {
                throw new IllegalArgumentException("lambda must be at least 0 (lambda=" + lambda + ")");
            }
        }

        public Soft() {
            this(0.1);
        }

        @Override
        public Tensor prox(Tensor v, Tensor stepSize, Site site) {
            return v.sign().mul(v.abs().sub(stepSize.mul(lambda)).max(0));
        }

        @Override
        public Tensor proxPenalty(Tensor w, Site site) {
            return w.abs().sum().mul(lambda);
        }
    }

    /** Dropout by example. */
    public record Mask(double drop, boolean scaled) implements Regularizer {
        public Mask {
            if (!(drop >= 0 && drop < 1)) {
                throw new IllegalArgumentException("drop must be in [0, 1) (drop=" + drop + ")");
            }
        }

        public Mask() {
            this(0.5, true);
        }

        @Override
        public Tensor activation(Tensor x, Step step) {
            Tensor kept = step.uniform(Shape.of(x.shape().size(0), 1)).lt(1 - drop);
            return x.mul(kept).mul(scaled ? 1 / (1 - drop) : 1);
        }
    }
}
