package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Initializer;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Role;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/**
 * y[b, o, i, j] = Σ x[b, c, i·stride + p − padding, j·stride + q − padding]·W[o, c, p, q] + bias[o] over the channels c of
 * o's group and the places p, q of a window; W [channels, inputs/groups, size, size]. Weight and bias start uniform in
 * ±1/√(inputs/groups·size²). All as PyTorch's {@code Conv2d}.
 *
 * <p>It is the product of all windows, a row each, with the weight: Chellapilla, Puri and Simard, High Performance
 * Convolutional Neural Networks for Document Processing, 2006.
 *
 * @param channels output channels, a multiple of {@code groups}
 * @param size height and width of a window, at least 1
 * @param stride from one window to the next, at least 1
 * @param padding a whole number of zeros on each side, or {@code same}: as many as keep height and width, which needs
 *     stride 1; of an odd number of zeros the larger half is below and to the right
 * @param groups parts of the channels that do not see each other, at least 1
 * @param bias whether a bias is added
 */
@AutoService(Layer.class)
@Description("Convolution of images: multiplies each window by a weight and adds a bias.")
public record Conv2d(
        @Description(value = "number of outputs", unit = "channels")
        int channels,

        @Description(value = "height and width of a window", unit = "pixels")
        int size,

        @Description(value = "from one window to the next", unit = "pixels")
        int stride,

        @Description("zeros on each side, or same: height and width stay")
        String padding,

        @Description("parts of the channels that do not see each other")
        int groups,

        @Description("whether a bias is added") boolean bias)
        implements Layer {
    private static final String SAME = "same";

    public Conv2d {
        Require.atLeastOne("channels", channels);
        Require.atLeastOne("size", size);
        Require.atLeastOne("stride", stride);
        Require.that(padding.matches("[0-9]{1,6}|" + SAME), "padding", "a whole number >= 0, or same", padding);
        Require.that(
                !padding.equals(SAME) || stride == 1,
                "padding",
                "a whole number >= 0 where stride is above 1",
                padding);
        Require.atLeastOne("groups", groups);
        Require.that(channels % groups == 0, "groups", "a divisor of channels=" + channels, groups);
    }

    public Conv2d() {
        this(32, 3, 1, "0", 1, true);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        Tensor images = Images.channelsLast("conv2d", x);
        int inputs = images.shape().size(3);
        if (inputs % groups != 0) {
            throw new IllegalArgumentException(
                    "conv2d cannot part %d channels into %d groups".formatted(inputs, groups));
        }
        int before = padding.equals(SAME) ? (size - 1) / 2 : Integer.parseInt(padding);
        int after = padding.equals(SAME) ? size / 2 : before;
        Tensor windows = Images.windows("conv2d", Images.pad(images, before, after), size, stride);

        Initializer initializer = Initializer.fanIn(inputs / groups * size * size);
        Shape shape = Shape.of(channels, inputs / groups, size, size);
        Tensor product = product(windows, weights.weight("weight", shape, initializer, Role.WEIGHT));
        Tensor y = bias ? product.add(weights.weight("bias", Shape.of(channels), initializer, Role.BIAS)) : product;

        Shape result = Shape.of(
                windows.shape().size(0),
                windows.shape().size(1),
                windows.shape().size(3),
                channels);
        return Images.channelsFirst(y.reshape(result));
    }

    /** A row for each window, a column for each output channel; written so that the weight's gradient comes row by row. */
    private Tensor product(Tensor windows, Tensor weight) {
        Shape shape = windows.shape();
        int rows = shape.size(0) * shape.size(1) * shape.size(3);
        int inputs = shape.size(5) / groups;
        int values = size * size * inputs;
        if (groups == 1) {
            Tensor patches = windows.permute(0, 1, 3, 2, 4, 5).reshape(Shape.of(rows, values));
            Tensor kernels = weight.permute(0, 2, 3, 1).reshape(Shape.of(channels, values));
            return kernels.matmul(patches.transpose()).transpose();
        }
        Tensor patches = windows.reshape(shape.with(5, groups).insert(6, inputs))
                .permute(5, 0, 1, 3, 2, 4, 6)
                .reshape(Shape.of(groups, rows, values));
        Tensor kernels = weight.reshape(Shape.of(groups, channels / groups, inputs, size, size))
                .permute(0, 1, 3, 4, 2)
                .reshape(Shape.of(groups, channels / groups, values));
        return kernels.matmul(patches.transpose()).permute(2, 0, 1).reshape(Shape.of(rows, channels));
    }
}
