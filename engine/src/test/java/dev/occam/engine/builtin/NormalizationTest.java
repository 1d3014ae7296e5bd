package dev.occam.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.Reference;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    private static final int BATCH = 3;
    private static final int CHANNELS = 2;
    private static final int PIXELS = 4;

    private final FakeWeights weights = new FakeWeights();
    private final double[] values =
            new Random(4).doubles(BATCH * CHANNELS * PIXELS, -1, 3).toArray();
    private final Tensor x = Tensor.input("x", Shape.of(BATCH, CHANNELS, 2, 2));

    private Bindings.Builder bindings() {
        Bindings.Builder builder = Bindings.builder()
                .input(x, values)
                .input(weights.tensor("weight"), 2, 3)
                .input(weights.tensor("bias"), -1, 1);
        if (weights.states.containsKey("running_mean")) {
            builder.input(weights.states.get("running_mean"), 0.5, -0.5).input(weights.states.get("running_var"), 4, 9);
        }
        return builder;
    }

    private double mean(int channel) {
        double sum = 0;
        for (int b = 0; b < BATCH; b++) {
            for (int p = 0; p < PIXELS; p++) {
                sum += values[(b * CHANNELS + channel) * PIXELS + p];
            }
        }
        return sum / (BATCH * PIXELS);
    }

    private double squares(int channel) {
        double sum = 0;
        for (int b = 0; b < BATCH; b++) {
            for (int p = 0; p < PIXELS; p++) {
                sum += Math.pow(values[(b * CHANNELS + channel) * PIXELS + p] - mean(channel), 2);
            }
        }
        return sum;
    }

    @Test
    void batchNormTrainsWithTheBatchsMeanAndVariance() {
        Tensor y = new BatchNorm().forward(x, weights);

        double[] expected = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int channel = i / PIXELS % CHANNELS;
            double variance = squares(channel) / (BATCH * PIXELS);
            double normal = (values[i] - mean(channel)) / Math.sqrt(variance + 1e-5);
            expected[i] = channel == 0 ? normal * 2 - 1 : normal * 3 + 1;
        }
        assertThat(Reference.value(y, bindings().build())).containsExactly(expected, within(1e-12));
    }

    @Test
    void theRunningValuesFollowTheBatchWithTheUnbiasedVariance() {
        new BatchNorm().forward(x, weights);

        int count = BATCH * PIXELS;
        assertThat(Reference.value(
                        weights.updates.get("running_mean"), bindings().build()))
                .containsExactly(new double[] {0.9 * 0.5 + 0.1 * mean(0), 0.9 * -0.5 + 0.1 * mean(1)}, within(1e-12));
        assertThat(Reference.value(
                        weights.updates.get("running_var"), bindings().build()))
                .containsExactly(
                        new double[] {0.9 * 4 + 0.1 * squares(0) / (count - 1), 0.9 * 9 + 0.1 * squares(1) / (count - 1)
                        },
                        within(1e-12));
    }

    @Test
    void batchNormEvaluatesWithTheRunningValues() {
        weights.training = false;

        Tensor y = new BatchNorm().forward(x, weights);

        double[] expected = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            expected[i] = i / PIXELS % CHANNELS == 0
                    ? (values[i] - 0.5) / Math.sqrt(4 + 1e-5) * 2 - 1
                    : (values[i] + 0.5) / Math.sqrt(9 + 1e-5) * 3 + 1;
        }
        assertThat(Reference.value(y, bindings().build())).containsExactly(expected, within(1e-12));
        assertThat(weights.updates).isEmpty();
    }

    @Test
    void normalizationsDeclareScaleAndShiftAsSuch() {
        new BatchNorm().forward(x, weights);

        assertThat(weights.declared.get("weight").role()).isEqualTo(Role.NORM_SCALE);
        assertThat(weights.declared.get("bias").role()).isEqualTo(Role.NORM_SHIFT);
        assertThat(weights.states.keySet()).containsExactly("running_mean", "running_var");
    }

    @Test
    void layerNormNormalizesTheLastAxesOfEachExample() {
        Tensor rows = Tensor.input("rows", Shape.of(2, 3));

        Tensor y = new LayerNorm(1, 1e-5).forward(rows, weights);

        double deviation = Math.sqrt(2 / 3.0 + 1e-5);
        Bindings bindings = Bindings.builder()
                .input(rows, 1, 2, 3, 5, 5, 5)
                .input(weights.tensor("weight"), 1, 2, 3)
                .input(weights.tensor("bias"), 0, 0, 10)
                .build();
        assertThat(Reference.value(y, bindings))
                .containsExactly(new double[] {-1 / deviation, 0, 3 / deviation + 10, 0, 0, 10}, within(1e-12));
        assertThat(new LayerNorm(3, 1e-5).forward(x, new FakeWeights()).shape()).isEqualTo(x.shape());
    }

    @Test
    void whatCannotBeNormalizedIsRefused() {
        Tensor flat = Tensor.input("x", Shape.of(4));

        assertThatThrownBy(() -> new BatchNorm().forward(flat, weights))
                .hasMessage("batch-norm needs activations [batch, channels, …], not [4]");
        assertThatThrownBy(() -> new LayerNorm(2, 1e-5).forward(Tensor.input("x", Shape.of(4, 2)), weights))
                .hasMessage("layer-norm needs activations [batch, …] with 3 axes or more, not [4, 2]");
        assertThatThrownBy(() -> new BatchNorm(1.5, 1e-5))
                .hasMessage("momentum must be a number >= 0 and <= 1 (momentum=1.5)");
        assertThatThrownBy(() -> new LayerNorm(0, 1e-5)).hasMessage("axes must be a whole number >= 1 (axes=0)");
    }
}
