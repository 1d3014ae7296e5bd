package dev.occam.engine.plan;

import dev.occam.device.Affine;
import dev.occam.device.View;
import dev.occam.device.View.Bound;
import dev.occam.tensor.Operation;
import dev.occam.tensor.Operation.Expand;
import dev.occam.tensor.Operation.Pad;
import dev.occam.tensor.Operation.Permute;
import dev.occam.tensor.Operation.Reshape;
import dev.occam.tensor.Operation.Slice;
import dev.occam.tensor.Operation.Unwindows;
import dev.occam.tensor.Operation.Windows;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which value of a tensor is meant at each coordinate of a kernel's space: a coordinate of the tensor for each of its axes,
 * linear in the kernel's coordinates, and bounds outside of which the value is 0. Views only change this; they never run.
 */
record Access(int rank, List<Affine> coordinates, List<Bound> bounds) {
    Access {
        coordinates = List.copyOf(coordinates);
        bounds = List.copyOf(bounds);
    }

    /** Axis {@code i} of the tensor is axis {@code axes[i]} of a space of this rank; −1 for an axis of size 1 that it lacks. */
    static Access of(List<Integer> axes, int rank) {
        List<Affine> coordinates = new ArrayList<>();
        for (int axis : axes) {
            coordinates.add(axis < 0 ? fixed(0, rank) : along(axis, rank));
        }
        return new Access(rank, coordinates, List.of());
    }

    static Affine fixed(int value, int rank) {
        return new Affine(value, Collections.nCopies(rank, 0));
    }

    private static Affine along(int axis, int rank) {
        List<Integer> strides = new ArrayList<>(Collections.nCopies(rank, 0));
        strides.set(axis, 1);
        return new Affine(0, strides);
    }

    /** Where the values lie row by row from this offset on. */
    View view(int offset, Shape shape) {
        return new View(flat(offset, shape), bounds);
    }

    /** The number of the value when the tensor's values are counted row by row from this offset on. */
    Affine flat(int offset, Shape shape) {
        Affine element = fixed(offset, rank);
        int[] strides = shape.strides();
        for (int axis = 0; axis < strides.length; axis++) {
            if (shape.size(axis) > 1) {
                element = element.plus(strides[axis], coordinates.get(axis));
            }
        }
        return element;
    }

    /** The access to a view's operand, or nothing where it is not linear. */
    Optional<Access> through(Tensor view) {
        Operation operation = view.operation();
        Shape from = view.operands().get(0).shape();
        if (operation instanceof Reshape) {
            return reshaped(view.shape(), from);
        }
        List<Affine> to = new ArrayList<>(coordinates);
        List<Bound> limits = new ArrayList<>(bounds);
        if (operation instanceof Permute permute) {
            for (int axis = 0; axis < to.size(); axis++) {
                to.set(permute.order().get(axis), coordinates.get(axis));
            }
        } else if (operation instanceof Expand) {
            for (int axis = 0; axis < to.size(); axis++) {
                if (from.size(axis) == 1) {
                    to.set(axis, fixed(0, rank));
                }
            }
        } else if (operation instanceof Slice slice) {
            to.set(slice.axis(), shifted(to.get(slice.axis()), slice.start()));
        } else if (operation instanceof Pad pad) {
            Affine inner = shifted(to.get(pad.axis()), -pad.before());
            to.set(pad.axis(), inner);
            limits.add(new Bound(inner, from.size(pad.axis())));
        } else if (operation instanceof Windows windows) {
            Affine within = to.remove(windows.axis() + 1);
            Affine first = to.get(windows.axis());
            to.set(windows.axis(), fixed(0, rank).plus(windows.stride(), first).plus(windows.dilation(), within));
        } else if (operation instanceof Unwindows unwindows && unwindows.stride() == 1) {
            Affine within = to.get(unwindows.axis() + 1);
            Affine window = to.get(unwindows.axis()).plus(-unwindows.dilation(), within);
            to.set(unwindows.axis(), window);
            limits.add(new Bound(window, from.size(unwindows.axis())));
        } else {
            return Optional.empty();
        }
        return Optional.of(new Access(rank, to, limits));
    }

    /** Whether a view of this kind may read outside of its operand and see zeros there. */
    static boolean canMiss(Operation operation) {
        return operation instanceof Pad || operation instanceof Unwindows;
    }

    static boolean isView(Operation operation) {
        return operation instanceof Reshape
                || operation instanceof Permute
                || operation instanceof Expand
                || operation instanceof Slice
                || operation instanceof Windows
                || canMiss(operation);
    }

    /** Axes are matched in groups of equal size; one axis may become several results' axes, several must stay as they are. */
    private Optional<Access> reshaped(Shape result, Shape operand) {
        List<Affine> to = new ArrayList<>();
        int at = 0;
        for (int axis = 0; axis < operand.rank(); axis++) {
            if (operand.size(axis) == 1) {
                to.add(fixed(0, rank));
                continue;
            }
            Affine coordinate = fixed(0, rank);
            int size = 1;
            while (size < operand.size(axis)) {
                while (at < result.rank() && result.size(at) == 1) {
                    at++;
                }
                if (at == result.rank()) {
                    return Optional.empty();
                }
                coordinate = fixed(0, rank).plus(result.size(at), coordinate).plus(1, coordinates.get(at));
                size *= result.size(at);
                at++;
            }
            if (size != operand.size(axis)) {
                return Optional.empty();
            }
            to.add(coordinate);
        }
        return Optional.of(new Access(rank, to, bounds));
    }

    private static Affine shifted(Affine value, int by) {
        return new Affine(value.offset() + by, value.strides());
    }
}
