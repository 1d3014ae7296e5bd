package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;

/**
 * The mean of each window, channel by channel; zeros that padding adds count, as in PyTorch.
 *
 * @param size height and width of a window, at least 1
 * @param stride from one window to the next; 0: as size
 * @param padding zeros added on each side, at most half of size
 */
@AutoService(Layer.class)
@Description("Keeps the mean of each window of an image.")
public record AveragePool(
        @Description(value = "height and width of a window", unit = "pixels")
        int size,

        @Description(value = "from one window to the next; 0: as size", unit = "pixels")
        int stride,

        @Description(value = "added on each side, at most half of size", unit = "pixels")
        int padding)
        implements Layer {
    public AveragePool {
        PoolOptions.check(size, stride, padding);
    }

    public AveragePool() {
        this(2, 0, 0);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        Tensor padded = Images.pad(Images.channelsLast("average-pool", x), padding, padding);
        Tensor windows = Images.windows("average-pool", padded, size, stride == 0 ? size : stride);
        return Images.pooled(windows.mean(2, 4), x);
    }
}
