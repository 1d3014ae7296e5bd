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
 *
 * @param space sizes of the kernel's axes
 */
record Access(List<Integer> space, List<Affine> coordinates, List<Bound> bounds) {
    Access {
        space = List.copyOf(space);
        coordinates = List.copyOf(coordinates);
        bounds = List.copyOf(bounds);
    }

    /** Axis {@code i} of the tensor is axis {@code axes[i]} of this space; −1 for an axis of size 1 that it lacks. */
    static Access of(List<Integer> axes, List<Integer> space) {
        List<Affine> coordinates = new ArrayList<>();
        for (int axis : axes) {
            coordinates.add(axis < 0 ? fixed(0, space.size()) : along(axis, space.size()));
        }
        return new Access(space, coordinates, List.of());
    }

    /** Each axis of the tensor is some neighbouring axes of this space, numbered row by row. */
    static Access joined(List<List<Integer>> axes, List<Integer> space) {
        List<Affine> coordinates = new ArrayList<>();
        for (List<Integer> parts : axes) {
            Affine coordinate = fixed(0, space.size());
            for (int axis : parts) {
                coordinate =
                        fixed(0, space.size()).plus(space.get(axis), coordinate).plus(1, along(axis, space.size()));
            }
            coordinates.add(coordinate);
        }
        return new Access(space, coordinates, List.of());
    }

    int rank() {
        return space.size();
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
        Affine element = fixed(offset, rank());
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
                    to.set(axis, fixed(0, rank()));
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
            to.set(
                    windows.axis(),
                    fixed(0, rank()).plus(windows.stride(), first).plus(windows.dilation(), within));
        } else if (operation instanceof Unwindows unwindows && unwindows.stride() == 1) {
            Affine within = to.get(unwindows.axis() + 1);
            Affine window = to.get(unwindows.axis()).plus(-unwindows.dilation(), within);
            to.set(unwindows.axis(), window);
            limits.add(new Bound(window, from.size(unwindows.axis())));
        } else {
            return Optional.empty();
        }
        return Optional.of(new Access(space, to, limits));
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

    /** Axes are matched in groups of equal size; a group's number is then cut into the operand's axes, where it can be. */
    private Optional<Access> reshaped(Shape result, Shape operand) {
        if (operand.elements() == 0) {
            return Optional.empty();
        }
        List<Affine> to = new ArrayList<>();
        int at = 0;
        for (int axis = 0; axis < operand.rank(); ) {
            int end = axis + 1;
            long wanted = operand.size(axis);
            Affine number = fixed(0, rank());
            long size = 1;
            while (size != wanted) {
                if (size < wanted) {
                    if (result.size(at) > 1) {
                        number = fixed(0, rank()).plus(result.size(at), number).plus(1, coordinates.get(at));
                    }
                    size *= result.size(at);
                    at++;
                } else {
                    wanted *= operand.size(end);
                    end++;
                }
            }
            Optional<List<Affine>> parts = cut(number, operand.sizes().subList(axis, end));
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            to.addAll(parts.get());
            axis = end;
        }
        return Optional.of(new Access(space, to, bounds));
    }

    /** The coordinates of the value with this number in an array of these sizes, if each is linear. */
    private Optional<List<Affine>> cut(Affine number, List<Integer> sizes) {
        List<Affine> coordinates = new ArrayList<>();
        Affine rest = number;
        for (int axis = sizes.size() - 1; axis > 0; axis--) {
            int size = sizes.get(axis);
            Affine within = within(rest, size);
            if (!isBelow(within, size)) {
                return Optional.empty();
            }
            coordinates.add(0, within);
            rest = divided(rest.plus(-1, within), size);
        }
        coordinates.add(0, sizes.get(0) == 1 ? fixed(0, rank()) : rest);
        return Optional.of(coordinates);
    }

    /** What is left of a number when its multiples of a size are taken away; the offset such that a bound is met, if one fits. */
    private Affine within(Affine number, int size) {
        List<Integer> strides = number.strides().stream()
                .map(stride -> stride % size == 0 ? 0 : stride)
                .toList();
        for (Bound bound : bounds) {
            boolean fits = bound.size() <= size
                    && bound.value().strides().equals(strides)
                    && (number.offset() - bound.value().offset()) % size == 0;
            if (fits) {
                return bound.value();
            }
        }
        return new Affine(Math.floorMod(number.offset(), size), strides);
    }

    /** Whether a number is from 0 to size − 1 wherever all bounds hold. */
    private boolean isBelow(Affine number, int size) {
        if (bounds.stream()
                .anyMatch(bound -> bound.size() <= size && bound.value().equals(number))) {
            return true;
        }
        long least = number.offset();
        long most = number.offset();
        for (int axis = 0; axis < rank(); axis++) {
            long reach = (long) number.strides().get(axis) * Math.max(0, space.get(axis) - 1);
            least += Math.min(0, reach);
            most += Math.max(0, reach);
        }
        return least >= 0 && most < size;
    }

    private static Affine divided(Affine number, int divisor) {
        return new Affine(
                number.offset() / divisor,
                number.strides().stream().map(stride -> stride / divisor).toList());
    }

    private static Affine shifted(Affine value, int by) {
        return new Affine(value.offset() + by, value.strides());
    }

    // Written out, since what records have of themselves is made when it is first called: see decision 23.
    @Override
    public boolean equals(Object other) {
        return other instanceof Access that
                && space.equals(that.space)
                && coordinates.equals(that.coordinates)
                && bounds.equals(that.bounds);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * space.hashCode() + coordinates.hashCode()) + bounds.hashCode();
    }
}
