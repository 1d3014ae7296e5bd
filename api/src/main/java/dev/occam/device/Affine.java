package dev.occam.device;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole number that depends linearly on the coordinates of a program's space: {@code offset + Σ strides[i]·coordinate[i]}.
 *
 * @param offset the value at the origin
 * @param strides the step along each axis of the space
 */
public record Affine(int offset, List<Integer> strides) {
    public Affine {
        strides = List.copyOf(strides);
    }

    /** The value at these coordinates. */
    public int at(int... coordinates) {
        int value = offset;
        for (int axis = 0; axis < coordinates.length; axis++) {
            value += strides.get(axis) * coordinates[axis];
        }
        return value;
    }

    /** This plus {@code factor} times another over the same axes. */
    public Affine plus(int factor, Affine other) {
        List<Integer> sum = new ArrayList<>(strides);
        for (int axis = 0; axis < sum.size(); axis++) {
            sum.set(axis, sum.get(axis) + factor * other.strides.get(axis));
        }
        return new Affine(offset + factor * other.offset, sum);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(offset);
        for (int axis = 0; axis < strides.size(); axis++) {
            int stride = strides.get(axis);
            if (stride != 0) {
                text.append(stride < 0 ? "-" : "+").append(Math.abs(stride) == 1 ? "" : Math.abs(stride) + "*");
                text.append('i').append(axis);
            }
        }
        return text.length() > 2 && text.charAt(0) == '0' && text.charAt(1) == '+'
                ? text.substring(2)
                : text.toString();
    }

    // Written out, since what records have of themselves is made when it is first called: see decision 23.
    @Override
    public boolean equals(Object other) {
        return other instanceof Affine that && offset == that.offset && strides.equals(that.strides);
    }

    @Override
    public int hashCode() {
        return 31 * offset + strides.hashCode();
    }
}
