package dev.occam.device;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a program's space falls onto a buffer: the element at each coordinate, and bounds outside of which 0 is read.
 * Transposes, broadcasts, slices, padding and windows are views; none of them copies.
 *
 * @param element index into the buffer at each coordinate; within the buffer wherever all bounds hold
 * @param bounds conditions that must all hold; a store has none
 */
public record View(Affine element, List<Bound> bounds) {
    /** Holds where {@code 0 <= value < size}. */
    public record Bound(Affine value, int size) {
        /** Whether this holds at these coordinates. */
        public boolean holds(int... coordinates) {
            int at = value.at(coordinates);
            return 0 <= at && at < size;
        }

        @Override
        public String toString() {
            return "0<=" + value + "<" + size;
        }
    }

    public View {
        bounds = List.copyOf(bounds);
    }

    /** A view without bounds. */
    public static View of(int offset, List<Integer> strides) {
        return new View(new Affine(offset, strides), List.of());
    }

    @Override
    public String toString() {
        return bounds.isEmpty()
                ? "[" + element + "]"
                : "[" + element + " if " + bounds.stream().map(Bound::toString).collect(Collectors.joining(" and "))
                        + "]";
    }

    // Written out, since what records have of themselves is made when it is first called: see decision 23.
    @Override
    public boolean equals(Object other) {
        return other instanceof View that && element.equals(that.element) && bounds.equals(that.bounds);
    }

    @Override
    public int hashCode() {
        return 31 * element.hashCode() + bounds.hashCode();
    }
}
