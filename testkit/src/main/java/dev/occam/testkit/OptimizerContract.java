package dev.occam.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.occam.plugin.Optimizer;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * What every optimizer must keep, as far as its formulas alone show it. {@link OptimizerTrainingContract} trains, too.
 *
 * <pre>{@code
 * class LionTest implements OptimizerContract {
 *     @Override
 *     public Optimizer plugin() {
 *         return new Lion(0.01, 0.9, 0.99);
 *     }
 * }
 * }</pre>
 */
public interface OptimizerContract extends PluginContract {
    /** The optimizer with a learning rate above 0, made anew each time. */
    @Override
    Optimizer plugin();

    /**
     * Whether the first step is p·g, which fixes the step size p of proximal rules: η for SGD, η/(√v̂+ε) for Adam. Not so for
     * optimizers whose update is not in proportion to the gradient, such as those that take its sign.
     */
    default boolean firstStepIsStepSizeTimesGradient() {
        return true;
    }

    @Test
    default void theLearningRateIsFiniteAndAboveZero() {
        double rate = plugin().learningRate();
        assertTrue(rate > 0 && rate < Double.POSITIVE_INFINITY, "the learning rate is " + rate);
    }

    @Test
    default void everySlotIsListedOnceAndReturned() {
        List<String> slots = plugin().slots();
        assertEquals(slots.size(), Set.copyOf(slots).size(), "slots() lists a name twice: " + slots);
        Optimizer.Update update = new OptimizerSteps(plugin(), Shape.of(4), false).update();
        assertEquals(Set.copyOf(slots), update.state().keySet(), "the slots that an update returns, against slots()");
    }

    @Test
    default void shapesAreThoseOfTheGradient() {
        for (Shape shape : List.of(Shape.of(1), Shape.of(5), Shape.of(3, 4), Shape.of(2, 3, 2, 2))) {
            Optimizer.Update update = new OptimizerSteps(plugin(), shape, false).update();
            assertEquals(shape, update.change().shape(), "the shape of the change");
            Shape stepSize = update.stepSize().shape();
            assertTrue(
                    stepSize.equals(Shape.SCALAR) || stepSize.equals(shape),
                    "the step size has shape " + stepSize + ", not [] or " + shape);
            update.state()
                    .forEach((slot, formula) -> assertEquals(shape, formula.shape(), "the shape of the slot " + slot));
        }
    }

    @Test
    default void aLearningRateOfZeroChangesNothing() {
        OptimizerSteps steps = new OptimizerSteps(plugin(), Shape.of(4), true);
        steps.step(0.1, 1, -0.5, 2, 1e-3);
        steps.step(0.1, -1, -0.2, 1, 1e-3);
        for (double change : steps.step(0, 3, 0.5, -2, 1e-3).change()) {
            assertEquals(0, change + 0.0, "a change in a step whose learning rate is 0: use step.learningRate()");
        }
    }

    @Test
    default void aGradientOfZeroFromTheStartChangesNothing() {
        OptimizerSteps steps = new OptimizerSteps(plugin(), Shape.of(3), true);
        for (int step = 1; step <= 3; step++) {
            for (double change : steps.step(0.1, 0, 0, 0).change()) {
                assertEquals(0, change + 0.0, "the change of step " + step + " where every gradient was 0");
            }
        }
    }

    @Test
    default void allNumbersStayFinite() {
        for (double size : new double[] {0, 1e-30, 1e-6, 1, 1e6}) {
            OptimizerSteps steps = new OptimizerSteps(plugin(), Shape.of(3), true);
            for (int number = 1; number <= 3; number++) {
                OptimizerSteps.Step step = steps.step(0.1, size, -size, number % 2 * size);
                requireFinite(step.change(), "the change", size);
                requireFinite(step.stepSize(), "the step size", size);
                steps.state().forEach((slot, values) -> requireFinite(values, "the slot " + slot, size));
                assertTrue(
                        Arrays.stream(step.stepSize()).allMatch(p -> p >= 0),
                        "a step size is negative: " + Arrays.toString(step.stepSize()));
            }
        }
    }

    @Test
    default void theFirstStepIsStepSizeTimesGradient() {
        double[] gradient = {0.5, -4, 1e-3};
        OptimizerSteps.Step step = new OptimizerSteps(plugin(), Shape.of(3), false).step(0.1, gradient);
        for (int i = 0; i < gradient.length; i++) {
            double p = step.stepSize()[i];
            assertTrue(p > 0, "the step size must be above 0, not " + p);
            if (firstStepIsStepSizeTimesGradient()) {
                double expected = p * gradient[i];
                assertEquals(
                        expected,
                        step.change()[i],
                        1e-9 * Math.abs(expected),
                        "the first step for a gradient of %s, against the step size %s times it"
                                .formatted(gradient[i], p));
            }
        }
    }

    @Test
    default void equalStepsGiveEqualUpdates() {
        OptimizerSteps one = new OptimizerSteps(plugin(), Shape.of(3), false);
        OptimizerSteps other = new OptimizerSteps(plugin(), Shape.of(3), false);
        for (int step = 1; step <= 3; step++) {
            assertArrayEquals(
                    one.step(0.1, step, -1, 0.1).change(),
                    other.step(0.1, step, -1, 0.1).change(),
                    "a second call of update gave another formula: what an optimizer remembers belongs in slots()");
        }
    }

    @Test
    default void randomNumbersOfTheUpdateAreDrawnFromTheStep() {
        for (int call = 0; call < 2; call++) {
            OptimizerSteps steps = new OptimizerSteps(plugin(), Shape.of(3), false);
            Tensor change = steps.update().change();
            Formulas.requireDrawnFrom(steps.site(), change, "the change");
        }
    }

    private static void requireFinite(double[] values, String what, double size) {
        assertTrue(
                DoubleStream.of(values).allMatch(Double::isFinite),
                "%s is %s for gradients of size %s".formatted(what, Arrays.toString(values), size));
    }
}
