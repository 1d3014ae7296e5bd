package dev.occam.engine.builtin;

/** Convolution and pooling as loops over everything, in double; images are [batch, channels, height, width]. */
final class ImageLoops {
    private ImageLoops() {}

    /** Images with their sizes. */
    record Images(int batch, int channels, int height, int width, double[] values) {
        Images(int batch, int channels, int height, int width) {
            this(batch, channels, height, width, new double[batch * channels * height * width]);
        }

        boolean holds(int i, int j) {
            return i >= 0 && i < height && j >= 0 && j < width;
        }

        int at(int b, int c, int i, int j) {
            return ((b * channels + c) * height + i) * width + j;
        }
    }

    static Images convolution(
            Images x, double[] weight, double[] bias, int size, int stride, int before, int after, int groups) {
        int height = (x.height + before + after - size) / stride + 1;
        int width = (x.width + before + after - size) / stride + 1;
        Images y = new Images(x.batch, bias.length, height, width);
        int inputs = x.channels / groups;
        for (int b = 0; b < y.batch; b++) {
            for (int o = 0; o < y.channels; o++) {
                int firstInput = o / (y.channels / groups) * inputs;
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        double sum = bias[o];
                        for (int c = 0; c < inputs; c++) {
                            for (int p = 0; p < size; p++) {
                                for (int q = 0; q < size; q++) {
                                    int row = i * stride + p - before;
                                    int column = j * stride + q - before;
                                    if (x.holds(row, column)) {
                                        sum += x.values[x.at(b, firstInput + c, row, column)]
                                                * weight[((o * inputs + c) * size + p) * size + q];
                                    }
                                }
                            }
                        }
                        y.values[y.at(b, o, i, j)] = sum;
                    }
                }
            }
        }
        return y;
    }

    /** The largest or the mean of each window; zeros that padding adds count for the mean alone. */
    static Images pool(Images x, int size, int stride, int padding, boolean largest) {
        int height = (x.height + 2 * padding - size) / stride + 1;
        int width = (x.width + 2 * padding - size) / stride + 1;
        Images y = new Images(x.batch, x.channels, height, width);
        for (int b = 0; b < y.batch; b++) {
            for (int c = 0; c < y.channels; c++) {
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        double sum = 0;
                        double most = Double.NEGATIVE_INFINITY;
                        for (int p = 0; p < size; p++) {
                            for (int q = 0; q < size; q++) {
                                int row = i * stride + p - padding;
                                int column = j * stride + q - padding;
                                if (x.holds(row, column)) {
                                    double value = x.values[x.at(b, c, row, column)];
                                    sum += value;
                                    most = Math.max(most, value);
                                }
                            }
                        }
                        y.values[y.at(b, c, i, j)] = largest ? most : sum / (size * size);
                    }
                }
            }
        }
        return y;
    }
}
