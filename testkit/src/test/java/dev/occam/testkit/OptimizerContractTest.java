package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Step;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An optimizer that keeps the contract passes, and each planted defect is found. */
class OptimizerContractTest {
    @Nested
    class OfMeanSquare implements OptimizerContract {
        @Override
        public Optimizer plugin() {
            return new MeanSquare(0.1);
        }
    }

    @Test
    void aSlotThatIsNotReturnedIsFound() {
        caught(
                defective((g, state, step) ->
                        new Optimizer.Update(g.mul(step.learningRate()), step.learningRate(), Map.of())),
                OptimizerContract::everySlotIsListedOnceAndReturned,
                "the slots that an update returns");
    }

    @Test
    void anUpdateOfAnotherShapeIsFound() {
        caught(
                defective((g, state, step) -> {
                    Tensor rate = step.learningRate();
                    return new Optimizer.Update(g.mean().mul(rate), rate, state);
                }),
                OptimizerContract::shapesAreThoseOfTheGradient,
                "the shape of the change");
        caught(
                defective((g, state, step) -> {
                    Tensor rate = step.learningRate();
                    return new Optimizer.Update(
                            g.mul(rate), rate, Map.of("v", g.square().mean()));
                }),
                OptimizerContract::shapesAreThoseOfTheGradient,
                "the shape of the slot v");
    }

    @Test
    void aLearningRateThatSchedulesCannotChangeIsFound() {
        caught(
                defective((g, state, step) -> new Optimizer.Update(g.mul(0.1), step.learningRate(), state)),
                OptimizerContract::aLearningRateOfZeroChangesNothing,
                "use step.learningRate()");
    }

    @Test
    void aDivisionByARootOfZeroIsFound() {
        Optimizer optimizer = defective((g, state, step) -> {
            Tensor v = state.get("v").add(g.square());
            Tensor p = step.learningRate().div(v.sqrt());
            return new Optimizer.Update(g.mul(p), p, Map.of("v", v));
        });
        caught(optimizer, OptimizerContract::aGradientOfZeroFromTheStartChangesNothing, "every gradient was 0");
        caught(optimizer, OptimizerContract::allNumbersStayFinite, "for gradients of size 0.0");
    }

    @Test
    void aDriftWithoutAGradientIsFound() {
        caught(
                defective((g, state, step) ->
                        new Optimizer.Update(g.add(1e-6).mul(step.learningRate()), step.learningRate(), state)),
                OptimizerContract::aGradientOfZeroFromTheStartChangesNothing,
                "every gradient was 0");
    }

    @Test
    void aStepSizeOfSomethingElseIsFound() {
        caught(
                defective((g, state, step) -> {
                    Tensor v = state.get("v").add(g.square());
                    Tensor p = step.learningRate().div(v.sqrt().add(1e-8));
                    return new Optimizer.Update(g.mul(p), step.learningRate(), Map.of("v", v));
                }),
                OptimizerContract::theFirstStepIsStepSizeTimesGradient,
                "against the step size 0.1 times it");
        caught(
                defective((g, state, step) -> new Optimizer.Update(
                        g.mul(step.learningRate()), step.learningRate().neg(), state)),
                OptimizerContract::allNumbersStayFinite,
                "a step size is negative");
    }

    @Test
    void whatAnOptimizerRemembersOutsideItsSlotsIsFound() {
        AtomicInteger calls = new AtomicInteger();
        caught(
                defective((g, state, step) -> new Optimizer.Update(
                        g.mul(step.learningRate()).div(calls.incrementAndGet()), step.learningRate(), state)),
                OptimizerContract::equalStepsGiveEqualUpdates,
                "what an optimizer remembers belongs in slots()");
    }

    private interface Formula {
        Optimizer.Update update(Tensor g, Map<String, Tensor> state, Step step);
    }

    private static Optimizer defective(Formula formula) {
        return new Optimizer() {
            @Override
            public double learningRate() {
                return 0.1;
            }

            @Override
            public List<String> slots() {
                return List.of("v");
            }

            @Override
            public Update update(Tensor g, Map<String, Tensor> state, Step step) {
                return formula.update(g, state, step);
            }
        };
    }

    private static void caught(Optimizer optimizer, Consumer<OptimizerContract> test, String message) {
        assertThatThrownBy(() -> test.accept(() -> optimizer))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    /** Divides by the root of the mean square. */
    public record MeanSquare(double lr) implements Optimizer {
        public MeanSquare {
            if (!(lr >= 0)) {
                throw new IllegalArgumentException("lr must be at least 0 (lr=" + lr + ")");
            }
        }

        public MeanSquare() {
            this(0.01);
        }

        @Override
        public double learningRate() {
            return lr;
        }

        @Override
        public List<String> slots() {
            return List.of("v");
        }

        @Override
        public Update update(Tensor g, Map<String, Tensor> state, Step step) {
            Tensor v = state.get("v").mul(0.9).add(g.square().mul(0.1));
            Tensor p = step.learningRate().div(v.sqrt().add(1e-8));
            return new Update(g.mul(p), p, Map.of("v", v));
        }
    }
}
