package dev.occam.testkit;

import dev.occam.tensor.Shape;
import java.util.List;

/** Elements of a row-by-row array and their coordinates. */
final class Coordinates {
    private Coordinates() {}

    /** The coordinates of an element. */
    static int[] of(int element, int... sizes) {
        int[] coordinates = new int[sizes.length];
        int rest = element;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            coordinates[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        return coordinates;
    }

    /** The coordinates of an element. */
    static int[] of(int element, List<Integer> sizes) {
        return of(element, sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The element at these coordinates. */
    static int element(int[] coordinates, Shape shape) {
        int element = 0;
        for (int axis = 0; axis < coordinates.length; axis++) {
            element = element * shape.size(axis) + coordinates[axis];
        }
        return element;
    }

    static boolean within(int[] coordinates, Shape shape) {
        for (int axis = 0; axis < coordinates.length; axis++) {
            if (coordinates[axis] < 0 || coordinates[axis] >= shape.size(axis)) {
                return false;
            }
        }
        return true;
    }

    /** These coordinates without one axis. */
    static int[] without(int[] coordinates, int axis) {
        int[] shorter = new int[coordinates.length - 1];
        System.arraycopy(coordinates, 0, shorter, 0, axis);
        System.arraycopy(coordinates, axis + 1, shorter, axis, shorter.length - axis);
        return shorter;
    }

    /** These coordinates with one more in front of an axis. */
    static int[] insert(int[] coordinates, int axis, int value) {
        int[] longer = new int[coordinates.length + 1];
        System.arraycopy(coordinates, 0, longer, 0, axis);
        longer[axis] = value;
        System.arraycopy(coordinates, axis, longer, axis + 1, coordinates.length - axis);
        return longer;
    }
}
