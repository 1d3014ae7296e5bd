package dev.occam.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.occam.plugin.Layer;
import dev.occam.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every layer must keep, as far as its formula alone shows it. {@link LayerTrainingContract} trains, too.
 *
 * <pre>{@code
 * class MaxoutTest implements LayerContract {
 *     @Override
 *     public Layer plugin() {
 *         return new Maxout(4, 2);
 *     }
 * }
 * }</pre>
 */
public interface LayerContract extends PluginContract {
    /** The layer, made anew each time. */
    @Override
    Layer plugin();

    /** The shape of one example that the layer takes, without the batch axis. */
    default Shape example() {
        return Shape.of(6);
    }

    @Test
    default void theBatchAxisIsKeptAndAllElseDependsOnTheExampleAlone() {
        Shape expected = new LayerTrial(plugin(), example(), 2, true).output().without(List.of(0));
        for (int batch : new int[] {1, 2, 5}) {
            for (boolean training : new boolean[] {true, false}) {
                Shape output = new LayerTrial(plugin(), example(), batch, training).output();
                assertTrue(output.rank() > 0, "the layer gives a single value, not [batch, …]");
                assertEquals(expected.insert(0, batch), output, "the shape of the output for a batch of " + batch);
            }
        }
    }

    @Test
    default void weightsAreTheSameForEveryBatchAndAtEvaluation() {
        Map<String, String> expected = new LayerTrial(plugin(), example(), 2, true).declared();
        assertEquals(
                expected,
                new LayerTrial(plugin(), example(), 5, true).declared(),
                "the weights that are declared for another batch");
        assertEquals(
                expected,
                new LayerTrial(plugin(), example(), 2, false).declared(),
                "the weights that are declared at evaluation");
    }

    @Test
    default void atEvaluationExamplesDoNotSeeEachOther() {
        LayerTrial all = new LayerTrial(plugin(), example(), 3, false);
        double[] together = all.value(1, 1);
        LayerTrial one = new LayerTrial(plugin(), example(), 1, false);
        int size = together.length / 3;
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(
                    one.valueOf(all, i),
                    Arrays.copyOfRange(together, i * size, (i + 1) * size),
                    1e-12,
                    "the output for example " + i + " alone and in a batch");
        }
    }

    @Test
    default void outputsStayFinite() {
        for (boolean training : new boolean[] {true, false}) {
            LayerTrial trial = new LayerTrial(plugin(), example(), 3, training);
            for (double x : new double[] {0, 1e-30, 1, 100}) {
                for (double w : new double[] {0, 1}) {
                    for (double value : trial.rounded(x, w)) {
                        assertTrue(
                                Double.isFinite(value),
                                "the output is %s for activations of size %s and weights of size %s"
                                        .formatted(value, x, w));
                    }
                }
            }
        }
    }

    @Test
    default void equalCallsGiveEqualFormulas() {
        assertArrayEquals(
                new LayerTrial(plugin(), example(), 2, true).value(1, 1),
                new LayerTrial(plugin(), example(), 2, true).value(1, 1),
                "a second call of forward gave another formula: what a layer remembers belongs in its weights");
    }

    @Test
    default void noRandomNumbersAreDrawn() {
        assertTrue(
                !Formulas.isRandom(new LayerTrial(plugin(), example(), 2, true).formula()),
                "a layer has no random numbers; what is random in training is a rule, see Regularizer.activation");
    }
}
