package dev.occam.cpu.matmul;

import dev.occam.device.Affine;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.List;

/**
 * A view over fewer axes: neighbours that it crosses in one go are one, whatever the product's other operand does.
 *
 * @param space sizes of the axes
 * @param cut number of axes of the first of two groups, which are not joined with those of the second
 */
record JoinedView(View view, List<Integer> space, int cut) {
    /** Joins axes from the last to the second; the first is the batch. */
    static JoinedView of(View view, List<Integer> space, int cut) {
        JoinedView joined = new JoinedView(view, space, cut);
        for (int axis = space.size() - 2; axis > 0; axis--) {
            if (axis != cut - 1 && joined.areOne(axis)) {
                joined = joined.joined(axis);
            }
        }
        return joined;
    }

    private boolean areOne(int axis) {
        return isStraight(view.element(), axis)
                && view.bounds().stream()
                        .allMatch(bound -> isStraight(bound.value(), axis) || isUnit(bound.value(), axis));
    }

    private boolean isStraight(Affine value, int axis) {
        return value.strides().get(axis) == value.strides().get(axis + 1) * space.get(axis + 1);
    }

    /** A bound on the first axis alone, 0 ≤ x + … < n, is 0 ≤ size·(x + …) + y < size·n for each y of the second. */
    private static boolean isUnit(Affine value, int axis) {
        return value.strides().get(axis) == 1 && value.strides().get(axis + 1) == 0;
    }

    private JoinedView joined(int axis) {
        int size = space.get(axis + 1);
        List<View.Bound> bounds = new ArrayList<>();
        for (View.Bound bound : view.bounds()) {
            Affine value = bound.value();
            if (isStraight(value, axis)) {
                bounds.add(new View.Bound(without(value, axis), bound.size()));
                continue;
            }
            List<Integer> strides = new ArrayList<>();
            value.strides().forEach(stride -> strides.add(stride * size));
            strides.set(axis + 1, 1);
            strides.remove(axis);
            bounds.add(new View.Bound(new Affine(value.offset() * size, strides), bound.size() * size));
        }
        List<Integer> sizes = new ArrayList<>(space);
        sizes.set(axis + 1, space.get(axis) * size);
        sizes.remove(axis);
        return new JoinedView(new View(without(view.element(), axis), bounds), sizes, axis < cut ? cut - 1 : cut);
    }

    private static Affine without(Affine value, int axis) {
        List<Integer> strides = new ArrayList<>(value.strides());
        strides.remove(axis);
        return new Affine(value.offset(), strides);
    }
}
