package dev.occam.engine.file;

import java.util.List;

/**
 * A tensor as files hold it.
 *
 * @param name for instance {@code hidden.weight}
 * @param shape sizes, none negative; [] is a single value
 * @param values {@code product(shape)} values, row-major
 */
public record NamedTensor(String name, List<Integer> shape, float[] values) {
    public NamedTensor {
        shape = List.copyOf(shape);
        for (int size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("tensor %s: sizes must be >= 0, not %s".formatted(name, shape));
            }
        }
        long count = Memory.product(shape.stream().mapToLong(size -> size).toArray());
        if (count != values.length) {
            throw new IllegalArgumentException(
                    "tensor %s: shape %s holds %s values, not %s".formatted(name, shape, count, values.length));
        }
    }
}
