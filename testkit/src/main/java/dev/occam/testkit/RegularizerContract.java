package dev.occam.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every regularizer must keep, as far as its formulas alone show it. {@link RegularizerTrainingContract} trains, too.
 *
 * <pre>{@code
 * class HoyerTest implements RegularizerContract {
 *     @Override
 *     public Regularizer plugin() {
 *         return new Hoyer(0.01);
 *     }
 *
 *     @Override
 *     public Optional<Regularizer> zero() {
 *         return Optional.of(new Hoyer(0));
 *     }
 * }
 * }</pre>
 */
public interface RegularizerContract extends PluginContract {
    /** The rule with a strength that can be seen, made anew each time. */
    @Override
    Regularizer plugin();

    /** The rule with strength 0; empty for a rule that has no strength, such as a sign constraint. */
    Optional<Regularizer> zero();

    /** A shape of weights that the rule takes; axis 0 numbers the output units. */
    default Shape weights() {
        return Shape.of(6, 5);
    }

    /** A shape of activations that the rule takes, [batch, …]. */
    default Shape activations() {
        return Shape.of(400, 20);
    }

    /** Whether {@link Regularizer#activation} and {@link Regularizer#branch} keep the mean of any activations; not so for rules that keep other moments. */
    default boolean keepsExpectation() {
        return true;
    }

    /** Whether {@link Regularizer#prox} treats each coordinate by itself, so that each may have a step size of its own. */
    default boolean proxIsSeparable() {
        return true;
    }

    @Test
    default void everyHookKeepsItsShape() {
        Hooks hooks = new Hooks(plugin(), weights(), activations());
        assertEquals(Shape.SCALAR, hooks.penalty().shape(), "the shape of the penalty");
        assertEquals(Shape.SCALAR, hooks.proxPenalty().shape(), "the shape of the proximal penalty");
        assertEquals(weights(), hooks.gradient().shape(), "the shape of the gradient");
        assertEquals(weights(), hooks.prox().shape(), "the shape after the proximal step");
        assertEquals(weights(), hooks.project().shape(), "the shape of the projection");
        assertEquals(weights(), hooks.weight().shape(), "the shape of the weight in training");
        assertEquals(activations(), hooks.activation().shape(), "the shape of the activations");
        assertEquals(activations(), hooks.branch().shape(), "the shape of a residual's branch");
        assertEquals(Shape.SCALAR, hooks.activityPenalty().shape(), "the shape of the penalty on activations");
        assertEquals(Hooks.TARGETS, hooks.target().shape(), "the shape of the targets");
        Shape decay = hooks.decay().shape();
        assertTrue(
                decay.equals(weights()) || decay.equals(Shape.SCALAR),
                "the decay has shape " + decay + ", not that of the weight or []");
    }

    @Test
    default void equalSitesGetEqualFormulas() {
        Hooks one = new Hooks(plugin(), weights(), activations());
        Hooks other = new Hooks(plugin(), weights(), activations());
        Map<String, Tensor> again = other.all();
        one.all()
                .forEach((hook, formula) -> assertArrayEquals(
                        one.value(formula),
                        other.value(again.get(hook)),
                        "a second call of " + hook
                                + " gave another formula: what a rule remembers is not in the checkpoint"));
    }

    @Test
    default void randomNumbersAreDrawnFromTheStep() {
        for (int call = 0; call < 2; call++) {
            Hooks hooks = new Hooks(plugin(), weights(), activations());
            hooks.all().forEach((hook, formula) -> Formulas.requireDrawnFrom(hooks.site(), formula, hook));
        }
    }

    @Test
    default void aPenaltyIsNotNegative() {
        Hooks hooks = new Hooks(plugin(), weights(), activations());
        for (double scale : new double[] {1e-3, 1, 30}) {
            Bindings bindings = hooks.bindings()
                    .input(hooks.w, Hooks.random(hooks.w.shape().elements(), scale))
                    .build();
            double penalty = Reference.value(hooks.penalty(), bindings)[0];
            double onActivations = Reference.value(hooks.activityPenalty(), bindings)[0];
            double proximal = Reference.value(hooks.proxPenalty(), bindings)[0];
            assertTrue(penalty >= 0, "the penalty is " + penalty + ": is its sign wrong?");
            assertTrue(onActivations >= 0, "the penalty on activations is " + onActivations + ": is its sign wrong?");
            assertTrue(proximal >= 0, "the proximal penalty is " + proximal + ": is its sign wrong?");
        }
    }

    @Test
    default void theDecayShrinksTheWeight() {
        Hooks hooks = new Hooks(plugin(), weights(), activations());
        double[] before = hooks.value(hooks.w);
        double[] lost = Reference.value(
                hooks.w.sub(hooks.decay()),
                hooks.bindings()
                        .input(hooks.update(), new double[before.length])
                        .build());
        assertTrue(
                Hooks.norm(lost) <= Hooks.norm(before),
                "without an update the decay turns a weight of norm %s into one of %s: is its sign wrong?"
                        .formatted(Hooks.norm(before), Hooks.norm(lost)));
    }

    @Test
    default void weightsOfZeroStayFinite() {
        Hooks hooks = new Hooks(plugin(), weights(), activations());
        double[] zeros = new double[hooks.w.shape().elements()];
        Bindings bindings = hooks.bindings()
                .input(hooks.w, zeros)
                .input(hooks.g, zeros)
                .input(hooks.update(), zeros)
                .build();
        hooks.all().forEach((hook, formula) -> {
            for (double value : Reference.rounded(formula, bindings)) {
                assertTrue(Double.isFinite(value), hook + " gives " + value + " for weights and gradients of 0");
            }
        });
    }

    @Test
    default void strengthZeroLeavesEverythingToTheBit() {
        zero().ifPresent(rule -> {
            Hooks hooks = new Hooks(rule, weights(), activations());
            assertEquals(0, hooks.value(hooks.penalty())[0] + 0.0, "the penalty at strength 0");
            assertEquals(0, hooks.value(hooks.proxPenalty())[0] + 0.0, "the proximal penalty at strength 0");
            assertEquals(0, hooks.value(hooks.activityPenalty())[0] + 0.0, "the penalty on activations at strength 0");
            for (double lost : hooks.value(hooks.decay())) {
                assertEquals(0, lost + 0.0, "the decay at strength 0");
            }
            assertArrayEquals(hooks.value(hooks.g), hooks.value(hooks.gradient()), "the gradient at strength 0");
            assertArrayEquals(hooks.value(hooks.w), hooks.value(hooks.prox()), "the proximal step at strength 0");
            assertArrayEquals(hooks.value(hooks.w), hooks.value(hooks.project()), "the projection at strength 0");
            assertArrayEquals(hooks.value(hooks.w), hooks.value(hooks.weight()), "the weight at strength 0");
            assertArrayEquals(hooks.value(hooks.x), hooks.value(hooks.activation()), "activations at strength 0");
            assertArrayEquals(hooks.value(hooks.x), hooks.value(hooks.branch()), "a residual's branch at strength 0");
            assertArrayEquals(hooks.value(hooks.y), hooks.value(hooks.target()), "targets at strength 0");
        });
    }

    @Test
    default void projectingTwiceIsTheSameToTheBitAsOnce() {
        Random random = new Random(1);
        for (int trial = 0; trial < 100; trial++) {
            FixedSite site = new FixedSite(Role.WEIGHT, weights());
            Tensor w = Tensor.input("w", weights());
            Tensor projected = plugin().project(w, site);
            double scale = Math.pow(10, random.nextInt(5) - 2);
            double[] start = random.doubles(w.shape().elements(), -scale, scale)
                    .map(value -> (float) value)
                    .toArray();
            double[] once =
                    Reference.rounded(projected, site.bindings().input(w, start).build());
            double[] twice =
                    Reference.rounded(projected, site.bindings().input(w, once).build());
            assertArrayEquals(once, twice, "the projection of a projection, in float32");
        }
    }

    @Test
    default void theProximalStepMinimisesWhatItIsDefinedBy() {
        new ProximalCheck(plugin(), weights()).check(proxIsSeparable());
    }

    @Test
    default void theExpectationOfActivationsIsKept() {
        if (!keepsExpectation()) {
            return;
        }
        Hooks hooks = new Hooks(plugin(), activations(), activations());
        keepsExpectation(hooks, hooks.activation());
        keepsExpectation(hooks, hooks.branch());
    }

    private void keepsExpectation(Hooks hooks, Tensor formula) {
        if (formula == hooks.x) {
            return;
        }
        double sum = 0;
        double squares = 0;
        int count = 0;
        double[] before = hooks.value(hooks.x);
        for (int step = 1; step <= 20; step++) {
            double[] after =
                    Reference.value(formula, hooks.bindings().step(step).build());
            for (int i = 0; i < after.length; i++) {
                double change = after[i] - before[i];
                sum += change;
                squares += change * change;
                count++;
            }
        }
        double mean = sum / count;
        // A rule may draw one number for a whole example, so only examples count as independent.
        double error = Math.sqrt(squares / count / (20.0 * activations().size(0)));
        assertTrue(
                Math.abs(mean) <= 5 * error + 1e-9,
                "activations change by %s on average, more than chance (%s) explains".formatted(mean, error));
    }

    @Test
    default void targetsStayProbabilities() {
        Hooks hooks = new Hooks(plugin(), weights(), activations());
        double[] targets = hooks.value(hooks.target());
        int classes = Hooks.TARGETS.size(1);
        for (int row = 0; row < Hooks.TARGETS.size(0); row++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double target = targets[row * classes + k];
                assertTrue(target >= 0 && target <= 1, "a target is " + target + ", no probability");
                sum += target;
            }
            assertEquals(1, sum, 1e-12, "the sum of the targets of example " + row);
        }
    }
}
