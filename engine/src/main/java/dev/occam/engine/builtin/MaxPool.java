package dev.occam.engine.builtin;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;

/**
 * The largest value of each window, channel by channel; what padding adds is never the largest. Equally large values share
 * the gradient.
 *
 * @param size height and width of a window, at least 1
 * @param stride from one window to the next; 0: as size
 * @param padding rows and columns added on each side, at most half of size
 */
@AutoService(Layer.class)
@Description("Keeps the largest value of each window of an image.")
public record MaxPool(
        @Description(value = "height and width of a window", unit = "pixels")
        int size,

        @Description(value = "from one window to the next; 0: as size", unit = "pixels")
        int stride,

        @Description(value = "added on each side, at most half of size", unit = "pixels")
        int padding)
        implements Layer {
    public MaxPool {
        PoolOptions.check(size, stride, padding);
    }

    public MaxPool() {
        this(2, 0, 0);
    }

    @Override
    public Tensor forward(Tensor x, Weights weights) {
        Tensor images = Images.channelsLast("max-pool", x);
        Tensor padded = padding == 0 ? images : lowered(images);
        Tensor windows = Images.windows("max-pool", padded, size, stride == 0 ? size : stride);
        return Images.pooled(windows.amax(2, 4), x);
    }

    /** Padded by the smallest number there is. */
    private Tensor lowered(Tensor images) {
        Tensor padded = Images.pad(images, padding, padding);
        Tensor inside = inside(padded, 1, images).mul(inside(padded, 2, images));
        return inside.select(padded, Tensor.constant(-Float.MAX_VALUE));
    }

    private Tensor inside(Tensor padded, int axis, Tensor images) {
        Tensor place = Tensor.index(padded.shape(), axis).sub(padding);
        return Tensor.constant(-0.5).lt(place).mul(place.lt(images.shape().size(axis)));
    }
}
