package dev.occam.engine.builtin;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;

/**
 * Activations of images: users see [batch, channels, height, width], formulas work on [batch, height, width, channels],
 * where the values of a window lie side by side. The order of axes costs nothing: it is how memory is read.
 */
final class Images {
    private static final int HEIGHT = 1;
    private static final int WIDTH = 2;

    private Images() {}

    /**
     * The images [batch, height, width, channels].
     *
     * @param x [batch, channels, height, width], or [batch, height, width] for one channel
     */
    static Tensor channelsLast(String layer, Tensor x) {
        return switch (x.shape().rank()) {
            case 3 -> x.unsqueeze(3);
            case 4 -> x.permute(0, 2, 3, 1);
            default ->
                throw new IllegalArgumentException(
                        "%s needs activations [batch, channels, height, width] or [batch, height, width], not %s"
                                .formatted(layer, x.shape()));
        };
    }

    /** The images [batch, channels, height, width]. */
    static Tensor channelsFirst(Tensor images) {
        return images.permute(0, 3, 1, 2);
    }

    /** Zeros around each image: this many rows above and below, and as many columns. */
    static Tensor pad(Tensor images, int before, int after) {
        return images.pad(HEIGHT, before, after).pad(WIDTH, before, after);
    }

    /** Square windows: [batch, rows, size, columns, size, channels]. */
    static Tensor windows(String layer, Tensor images, int size, int stride) {
        Shape shape = images.shape();
        if (shape.size(HEIGHT) < size || shape.size(WIDTH) < size) {
            throw new IllegalArgumentException("%s: windows of %dx%d do not fit images of %dx%d, padding included"
                    .formatted(layer, size, size, shape.size(HEIGHT), shape.size(WIDTH)));
        }
        if (stride == 1) {
            // In this order the gradient is a product whose inner index runs through a window's rows as they lie.
            return images.windows(HEIGHT, size, 1, 1).windows(WIDTH + 1, size, 1, 1);
        }
        // In this order the gradient adds up whole rows of windows first, whose values lie side by side.
        return images.windows(WIDTH, size, stride, 1).windows(HEIGHT, size, stride, 1);
    }

    /** What a pooling layer makes of windows: {@code like} has the axes that the layer was given. */
    static Tensor pooled(Tensor images, Tensor like) {
        Tensor result = channelsFirst(images);
        return like.shape().rank() == 4 ? result : result.reshape(result.shape().without(List.of(1)));
    }
}
