package dev.occam.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's axes; no axes for a scalar.
 *
 * @param sizes sizes, outermost first; each at least 0
 */
public record Shape(List<Integer> sizes) {
    /** The shape of a single value. */
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        sizes = List.copyOf(sizes);
        long elements = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("the size of an axis must be at least 0: " + sizes);
            }
            elements *= size;
            if (elements > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a tensor holds at most 2^31 - 1 values, not " + sizes);
            }
        }
    }

    public static Shape of(int... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    /** Number of axes. */
    public int rank() {
        return sizes.size();
    }

    public int size(int axis) {
        return sizes.get(axis);
    }

    /** Number of values: the product of all sizes. */
    public int elements() {
        int elements = 1;
        for (int size : sizes) {
            elements *= size;
        }
        return elements;
    }

    /** Distance between neighbours along each axis when the values lie row by row. */
    public int[] strides() {
        int[] strides = new int[rank()];
        int stride = 1;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= size(axis);
        }
        return strides;
    }

    /** This shape with another size at one axis. */
    public Shape with(int axis, int size) {
        List<Integer> changed = new ArrayList<>(sizes);
        changed.set(axis, size);
        return new Shape(changed);
    }

    /** This shape without these axes. */
    public Shape without(List<Integer> axes) {
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            if (!axes.contains(axis)) {
                kept.add(size(axis));
            }
        }
        return new Shape(kept);
    }

    /** This shape with one more axis at this place. */
    public Shape insert(int axis, int size) {
        List<Integer> longer = new ArrayList<>(sizes);
        longer.add(axis, size);
        return new Shape(longer);
    }

    /** The shape that both can be stretched to: axes are aligned at the end, and a size of 1 stretches. */
    public static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] sizes = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int left = axis < rank - a.rank() ? 1 : a.size(axis - rank + a.rank());
            int right = axis < rank - b.rank() ? 1 : b.size(axis - rank + b.rank());
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException("shapes %s and %s do not go together: axis %d has %d and %d"
                        .formatted(a, b, axis, left, right));
            }
            sizes[axis] = left == 1 ? right : left;
        }
        return of(sizes);
    }

    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    // Written out, since what records have of themselves is made when it is first called: see decision 23.
    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && sizes.equals(that.sizes);
    }

    @Override
    public int hashCode() {
        return sizes.hashCode();
    }
}
