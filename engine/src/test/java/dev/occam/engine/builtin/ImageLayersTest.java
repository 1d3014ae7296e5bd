package dev.occam.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.engine.gradient.Gradients;
import dev.occam.engine.plan.PlanCheck;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.GradientCheck;
import dev.occam.testkit.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageLayersTest {
    private final FakeWeights weights = new FakeWeights();
    private final Random random = new Random(5);

    private ImageLoops.Images images(int batch, int channels, int height, int width) {
        double[] values =
                random.doubles((long) batch * channels * height * width, -2, 2).toArray();
        return new ImageLoops.Images(batch, channels, height, width, values);
    }

    private static Tensor input(ImageLoops.Images x) {
        return Tensor.input("x", Shape.of(x.batch(), x.channels(), x.height(), x.width()));
    }

    @ParameterizedTest
    @CsvSource({
        // inputs, outputs, height, width, size, stride, padding, groups
        "1, 2, 5, 5, 3, 1, 0, 1",
        "3, 4, 7, 5, 3, 2, 1, 1",
        "2, 6, 6, 9, 1, 1, 0, 1",
        "4, 6, 8, 7, 5, 3, 2, 2",
        "3, 3, 5, 6, 2, 1, 0, 3",
        "2, 3, 6, 5, 3, 1, same, 1",
        "2, 2, 5, 6, 4, 1, same, 2",
        "2, 5, 4, 4, 4, 4, 0, 1",
    })
    void convolutionIsItsLoops(
            int inputs, int outputs, int height, int width, int size, int stride, String padding, int groups) {
        ImageLoops.Images x = images(2, inputs, height, width);
        Tensor given = input(x);
        double[] weight = random.doubles((long) outputs * inputs / groups * size * size, -1, 1)
                .toArray();
        double[] bias = random.doubles(outputs, -1, 1).toArray();
        int before = padding.equals("same") ? (size - 1) / 2 : Integer.parseInt(padding);
        int after = padding.equals("same") ? size / 2 : before;

        Tensor y = new Conv2d(outputs, size, stride, padding, groups, true).forward(given, weights);

        ImageLoops.Images expected = ImageLoops.convolution(x, weight, bias, size, stride, before, after, groups);
        assertThat(y.shape()).isEqualTo(Shape.of(2, outputs, expected.height(), expected.width()));
        Bindings bindings = Bindings.builder()
                .input(given, x.values())
                .input(weights.tensor("weight"), weight)
                .input(weights.tensor("bias"), bias)
                .build();
        assertThat(Reference.value(y, bindings)).containsExactly(expected.values(), within(1e-12));
    }

    @Test
    void convolutionDeclaresItsWeightsAsPyTorchSavesThem() {
        Tensor x = Tensor.input("x", Shape.of(2, 6, 8, 8));

        new Conv2d(4, 3, 1, "same", 2, true).forward(x, weights);

        Initializer uniform = new Initializer.Uniform(1 / Math.sqrt(27));
        assertThat(weights.declared.keySet()).containsExactly("weight", "bias");
        assertThat(weights.tensor("weight").shape()).isEqualTo(Shape.of(4, 3, 3, 3));
        assertThat(weights.declared.get("weight").role()).isEqualTo(Role.WEIGHT);
        assertThat(weights.declared.get("bias").role()).isEqualTo(Role.BIAS);
        assertThat(weights.declared.values())
                .allMatch(declared -> declared.initializer().equals(uniform));
    }

    @Test
    void imagesWithoutChannelsHaveOne() {
        Tensor x = Tensor.input("x", Shape.of(2, 8, 8));

        assertThat(new Conv2d(4, 3, 1, "0", 1, false).forward(x, weights).shape())
                .isEqualTo(Shape.of(2, 4, 6, 6));
        assertThat(weights.tensor("weight").shape()).isEqualTo(Shape.of(4, 1, 3, 3));
        assertThat(new MaxPool().forward(x, weights).shape()).isEqualTo(Shape.of(2, 4, 4));
        assertThat(new AveragePool().forward(x, weights).shape()).isEqualTo(Shape.of(2, 4, 4));
    }

    @ParameterizedTest
    @CsvSource({
        // height, width, size, stride, padding
        "6, 4, 2, 0, 0",
        "7, 5, 2, 0, 0",
        "7, 6, 3, 2, 1",
        "5, 5, 3, 1, 0",
        "8, 7, 2, 3, 1",
    })
    void poolingIsItsLoops(int height, int width, int size, int stride, int padding) {
        ImageLoops.Images x = images(2, 3, height, width);
        Tensor given = input(x);
        Bindings bindings = Bindings.builder().input(given, x.values()).build();

        Tensor largest = new MaxPool(size, stride, padding).forward(given, weights);
        Tensor mean = new AveragePool(size, stride, padding).forward(given, weights);

        int step = stride == 0 ? size : stride;
        assertThat(Reference.value(largest, bindings))
                .containsExactly(ImageLoops.pool(x, size, step, padding, true).values());
        assertThat(Reference.value(mean, bindings))
                .containsExactly(ImageLoops.pool(x, size, step, padding, false).values(), within(1e-12));
    }

    @Test
    void equallyLargeValuesShareTheGradientOfMaxPool() {
        Tensor x = Tensor.input("x", Shape.of(1, 1, 2, 4));
        Tensor total = new MaxPool().forward(x, weights).mul(6).sum();

        Tensor gradient = Gradients.of(total, List.of(x)).get(0);

        Bindings bindings = Bindings.builder().input(x, 1, 1, 0, 5, 0, 1, 4, 3).build();
        assertThat(Reference.value(gradient, bindings))
                .containsExactly(new double[] {2, 2, 0, 6, 0, 2, 0, 0}, within(1e-12));
    }

    static Stream<Layer> layers() {
        return Stream.of(
                new Conv2d(4, 3, 1, "same", 1, true),
                new Conv2d(4, 2, 2, "1", 2, true),
                new Conv2d(2, 1, 1, "0", 1, false),
                new MaxPool(2, 0, 0),
                new MaxPool(3, 2, 1),
                new AveragePool(2, 0, 0),
                new AveragePool(3, 2, 1),
                new BatchNorm(),
                new LayerNorm(1, 1e-5),
                new LayerNorm(3, 1e-5),
                new Residual(List.of(new Conv2d(2, 3, 1, "same", 1, true), new BatchNorm(), new Relu())));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void derivedGradientsAgreeWithDifferencesAndPlansWithBoth(Layer layer) {
        ImageLoops.Images values = images(2, 2, 5, 6);
        Tensor x = input(values);
        Tensor y = layer.forward(x, weights);
        Tensor factors = Tensor.input("factors", y.shape());
        Tensor scalar = y.mul(factors).sum();
        Map<Tensor, float[]> inputs = new LinkedHashMap<>();
        inputs.put(x, floats(values.values()));
        inputs.put(factors, floats(random.doubles(y.shape().elements(), -1, 1).toArray()));
        weights.declared.values().forEach(declared -> inputs.put(declared.tensor(), uniform(declared.tensor())));
        weights.states.values().forEach(state -> inputs.put(state, uniform(state)));
        Bindings.Builder bindings = Bindings.builder();
        inputs.forEach(bindings::input);
        List<Tensor> with = new ArrayList<>(List.of(x));
        weights.declared.values().forEach(declared -> with.add(declared.tensor()));

        List<Tensor> gradients = Gradients.of(scalar, with);

        for (int i = 0; i < with.size(); i++) {
            GradientCheck.check(scalar, with.get(i), gradients.get(i), bindings.build());
        }
        List<Tensor> all = new ArrayList<>(gradients);
        all.add(y);
        all.addAll(weights.updates.values());
        assertThat(PlanCheck.check(inputs, all).kernels()).isNotEmpty();
    }

    /** A small network of everything, forward and backward. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void plansOfNetworksGiveWhatTheirFormulasMean(int variant) {
        ImageLoops.Images values = images(2, 1, 8, 9);
        Tensor x = input(values);
        List<Layer> layers = List.of(
                new Conv2d(4, 3, 1 + variant % 2, "1", 1, variant < 2),
                variant < 2 ? new Relu() : new BatchNorm(),
                variant % 2 == 0 ? new MaxPool() : new AveragePool(3, 1, 1),
                new Conv2d(6, 2, 1, variant == 3 ? "0" : "same", 2, variant != 1),
                new Gelu(),
                variant < 2 ? new LayerNorm(2, 1e-3) : new MaxPool(2, 1, 1),
                new Flatten(),
                new Dense(3, true));
        Tensor y = x;
        for (int i = 0; i < layers.size(); i++) {
            y = weights.apply(String.valueOf(i), layers.get(i), y);
        }
        Map<Tensor, float[]> inputs = new LinkedHashMap<>();
        inputs.put(x, floats(values.values()));
        weights.declared.values().forEach(declared -> inputs.put(declared.tensor(), uniform(declared.tensor())));
        weights.states.values().forEach(state -> inputs.put(state, uniform(state)));
        List<Tensor> with = weights.declared.values().stream()
                .map(FakeWeights.Declared::tensor)
                .toList();

        List<Tensor> all = new ArrayList<>(Gradients.of(y.tanh().sum(), with));
        all.add(y);
        all.addAll(weights.updates.values());

        assertThat(PlanCheck.check(inputs, all).kernels()).isNotEmpty();
    }

    @Test
    void impossibleShapesAreRefusedWithTheirSizes() {
        Tensor flat = Tensor.input("x", Shape.of(2, 64));
        Tensor small = Tensor.input("x", Shape.of(2, 3, 4, 4));

        assertThatThrownBy(() -> new Conv2d().forward(flat, weights))
                .hasMessage(
                        "conv2d needs activations [batch, channels, height, width] or [batch, height, width], not [2, 64]");
        assertThatThrownBy(() -> new Conv2d(8, 5, 1, "0", 1, true).forward(small, weights))
                .hasMessage("conv2d: windows of 5x5 do not fit images of 4x4, padding included");
        assertThatThrownBy(() -> new MaxPool(5, 0, 0).forward(small, weights))
                .hasMessage("max-pool: windows of 5x5 do not fit images of 4x4, padding included");
        assertThatThrownBy(() -> new Conv2d(8, 3, 1, "0", 2, true).forward(small, weights))
                .hasMessage("conv2d cannot part 3 channels into 2 groups");
    }

    @Test
    void optionsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new Conv2d(8, 3, 1, "-1", 1, true))
                .hasMessage("padding must be a whole number >= 0, or same (padding=-1)");
        assertThatThrownBy(() -> new Conv2d(8, 3, 2, "same", 1, true))
                .hasMessage("padding must be a whole number >= 0 where stride is above 1 (padding=same)");
        assertThatThrownBy(() -> new Conv2d(8, 3, 1, "0", 3, true))
                .hasMessage("groups must be a divisor of channels=8 (groups=3)");
        assertThatThrownBy(() -> new MaxPool(2, 0, 2))
                .hasMessage("padding must be a whole number >= 0 and at most half of size=2 (padding=2)");
        assertThatThrownBy(() -> new AveragePool(2, -1, 0))
                .hasMessage("stride must be a whole number >= 0 (stride=-1)");
    }

    private float[] uniform(Tensor tensor) {
        return floats(random.doubles(tensor.shape().elements(), 0.2, 1).toArray());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
