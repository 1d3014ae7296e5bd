package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A layer that keeps the contract passes, and each planted defect is found. */
class LayerContractTest {
    @Nested
    class OfScale implements LayerContract {
        @Override
        public Layer plugin() {
            return new Scale();
        }
    }

    @Test
    void aLostBatchAxisIsFound() {
        caught(
                (x, weights) -> x.sum(0),
                LayerContract::theBatchAxisIsKeptAndAllElseDependsOnTheExampleAlone,
                "the shape of the output for a batch of 1");
        caught((x, weights) -> x.sum(), LayerContract::theBatchAxisIsKeptAndAllElseDependsOnTheExampleAlone, "");
    }

    @Test
    void weightsThatDependOnTheBatchOrOnTrainingAreFound() {
        caught(
                (x, weights) -> x.add(weights.weight("w", x.shape(), new Initializer.Constant(0), Role.WEIGHT)),
                LayerContract::weightsAreTheSameForEveryBatchAndAtEvaluation,
                "for another batch");
        caught(
                (x, weights) -> weights.training() ? new Scale().forward(x, weights) : x,
                LayerContract::weightsAreTheSameForEveryBatchAndAtEvaluation,
                "at evaluation");
    }

    @Test
    void aBatchThatIsMixedAtEvaluationIsFound() {
        caught(
                (x, weights) -> x.sub(x.mean(0)),
                LayerContract::atEvaluationExamplesDoNotSeeEachOther,
                "the output for example 0 alone and in a batch");
    }

    @Test
    void anOutputThatIsNoNumberIsFound() {
        caught((x, weights) -> x.div(x.abs()), LayerContract::outputsStayFinite, "for activations of size 0.0");
        caught((x, weights) -> x.exp(), LayerContract::outputsStayFinite, "for activations of size 100.0");
    }

    @Test
    void randomNumbersInALayerAreFound() {
        Random random = new Random(1);
        caught(
                (x, weights) -> x.mul(random.nextDouble()),
                LayerContract::equalCallsGiveEqualFormulas,
                "a second call of forward gave another formula");
        caught(
                (x, weights) -> x.mul(Tensor.random(0, x.shape())),
                LayerContract::noRandomNumbersAreDrawn,
                "a layer has no random numbers");
    }

    private static void caught(Layer layer, Consumer<LayerContract> test, String message) {
        assertThatThrownBy(() -> test.accept(() -> layer))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    /** Multiplies each activation with a weight. */
    public record Scale() implements Layer {
        @Override
        public Tensor forward(Tensor x, Weights weights) {
            Shape example = Shape.of(x.shape().size(1));
            return x.mul(weights.weight("weight", example, new Initializer.Constant(1), Role.WEIGHT));
        }
    }
}
