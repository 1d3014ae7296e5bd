package dev.occam.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.engine.builtin.Dense;
import dev.occam.engine.model.FormulaHooks;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.model.Network;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransposedWeightsTest {
    private static final int FEATURES = 35;
    private static final int UNITS = 3;

    /** x·Wᵀ·W with one W. */
    public record ThereAndBack() implements Layer {
        @Override
        public Tensor forward(Tensor x, Weights weights) {
            Shape shape = Shape.of(2, x.shape().size(1));
            Tensor weight = weights.weight("weight", shape, new Initializer.Constant(1), Role.WEIGHT);
            return x.matmul(weight.transpose()).matmul(weight);
        }
    }

    private final Network dense = network(new Dense(UNITS, true));
    private final WeightLayout layout = new WeightLayout(dense.tensors());
    private final TransposedWeights stored = TransposedWeights.of(dense);

    private static Network network(Layer layer) {
        return new Network(List.of(new ModelLayer(0, "0", layer)), List.of(FEATURES));
    }

    private static float[] numbered(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i;
        }
        return values;
    }

    @Test
    void theMatrixOfADenseLayerIsStoredFeatureByFeatureAndItsBiasAsItIs() {
        float[] values = numbered(layout.size());

        float[] result = stored.stored(values, layout);

        for (int unit = 0; unit < UNITS; unit++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                assertThat(result[feature * UNITS + unit]).isEqualTo(values[unit * FEATURES + feature]);
            }
            assertThat(result[FEATURES * UNITS + unit]).isEqualTo(values[FEATURES * UNITS + unit]);
        }
        assertThat(values).isEqualTo(numbered(layout.size()));
    }

    @Test
    void theFormulaGivesTheSameValues() {
        float[] values = numbered(layout.size());
        double[] example = new double[FEATURES];
        example[1] = 2;
        example[34] = -1;

        double[] plain = outputs(TransposedWeights.NONE, values, example);

        assertThat(outputs(stored, stored.stored(values, layout), example)).isEqualTo(plain);
    }

    @Test
    void rowsOfALargeMatrixLieAnOddNumberOfLinesApart() {
        Network large = new Network(
                List.of(new ModelLayer(0, "0", new Dense(512, true)), new ModelLayer(1, "1", new Dense(3, true))),
                List.of(160));
        WeightLayout own = new WeightLayout(large.tensors());
        float[] values = numbered(own.size());
        TransposedWeights padded = TransposedWeights.of(large);
        ModelWeight matrix = large.weights().get(0);
        double[] example = new double[160];
        example[1] = 2;
        example[159] = -1;

        float[] result = padded.stored(values, own);

        assertThat(padded.input(matrix).shape()).isEqualTo(Shape.of(160, 33 * 16));
        assertThat(result).hasSize(own.size() + 160 * 16).hasSize(padded.size(own));
        assertThat(result[33 * 16]).isEqualTo(values[1]);
        assertThat(outputs(large, own, padded, result, example))
                .isEqualTo(outputs(large, own, TransposedWeights.NONE, values, example));
    }

    private double[] outputs(TransposedWeights stored, float[] values, double[] example) {
        return outputs(dense, layout, stored, values, example);
    }

    private static double[] outputs(
            Network network, WeightLayout layout, TransposedWeights stored, float[] values, double[] example) {
        Network.Formula formula = network.trace(1, stored, false);
        Bindings.Builder bindings = Bindings.builder().input(formula.examples(), example);
        for (ModelWeight weight : network.weights()) {
            double[] own = new double[stored.input(weight).shape().elements()];
            for (int i = 0; i < own.length; i++) {
                own[i] = values[stored.offset(weight, layout) + i];
            }
            bindings.input(stored.input(weight), own);
        }
        return Reference.value(formula.output(), bindings.build());
    }

    @Test
    void aMatrixThatIsUsedBothWaysStaysAsItIs() {
        Network both = network(new ThereAndBack());
        WeightLayout own = new WeightLayout(both.tensors());
        float[] values = numbered(own.size());

        TransposedWeights none = TransposedWeights.of(both);

        assertThat(none.stored(values, own)).isSameAs(values);
        assertThat(none.weight(both.weights().get(0)))
                .isSameAs(FormulaHooks.NONE.weight(both.weights().get(0)));
    }
}
