package dev.occam.testkit;

import dev.occam.tensor.Operation;
import dev.occam.tensor.Operation.Expand;
import dev.occam.tensor.Operation.Pad;
import dev.occam.tensor.Operation.Permute;
import dev.occam.tensor.Operation.Slice;
import dev.occam.tensor.Operation.Unwindows;
import dev.occam.tensor.Operation.Windows;
import dev.occam.tensor.Shape;

/** Where the values of a view come from. */
final class Views {
    private Views() {}

    /** The operand's coordinates for these of the result; outside of the operand where the result is 0. */
    static int[] source(Operation view, int[] at, Shape operand) {
        int[] source = at.clone();
        if (view instanceof Permute permute) {
            for (int axis = 0; axis < at.length; axis++) {
                source[permute.order().get(axis)] = at[axis];
            }
            return source;
        }
        if (view instanceof Expand) {
            for (int axis = 0; axis < at.length; axis++) {
                source[axis] = operand.size(axis) == 1 ? 0 : at[axis];
            }
            return source;
        }
        if (view instanceof Slice slice) {
            source[slice.axis()] += slice.start();
            return source;
        }
        if (view instanceof Pad pad) {
            source[pad.axis()] -= pad.before();
            return source;
        }
        if (view instanceof Windows windows) {
            int axis = windows.axis();
            int[] merged = Coordinates.without(at, axis + 1);
            merged[axis] = at[axis] * windows.stride() + at[axis + 1] * windows.dilation();
            return merged;
        }
        if (view instanceof Unwindows unwindows) {
            int axis = unwindows.axis();
            int start = at[axis] - at[axis + 1] * unwindows.dilation();
            source[axis] = start % unwindows.stride() == 0 ? start / unwindows.stride() : -1;
            return source;
        }
        throw new IllegalArgumentException("not a view: " + view);
    }
}
