package dev.occam.testkit;

import dev.occam.device.Affine;
import dev.occam.device.View;
import dev.occam.device.View.Bound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Views of every kind over regions that they reserve: transposed, backwards, with gaps, broadcast, in windows, with bounds.
 *
 * <p>A view is made of whole numbers x, each an affine function of the coordinates. They are the coordinates in an imagined
 * array with sizes n, strides of either sign and an offset; a bound keeps x within n where it would leave it.
 */
final class RandomViews {
    private final Random random;
    private final Memory memory;

    RandomViews(Random random, Memory memory) {
        this.random = random;
        this.memory = memory;
    }

    /** A view to load from, over values that are there. */
    View load(List<Integer> space, int buffer) {
        List<Affine> sources = new ArrayList<>();
        List<Integer> axes = shuffledAxes(space.size());
        for (int i = 0; i < axes.size(); i++) {
            if (random.nextInt(4) == 0) {
                continue; // the view repeats along this axis
            }
            Affine source = unit(space, axes.get(i), random.nextInt(4) == 0 ? 2 : 1);
            if (i + 1 < axes.size() && random.nextInt(5) == 0) {
                i++;
                source = source.plus(1 + random.nextInt(2), unit(space, axes.get(i), 1)); // windows
            }
            sources.add(source);
        }
        return place(space, sources, true, buffer, true);
    }

    /** A view to store to, which meets each element once; the last {@code ignored} axes do not move it. */
    View store(List<Integer> space, int ignored, int buffer) {
        return place(space, identity(space, ignored), false, buffer, false);
    }

    /** A view that may be loaded from and stored to. */
    View both(List<Integer> space, int buffer) {
        return place(space, identity(space, 0), false, buffer, true);
    }

    private List<Affine> identity(List<Integer> space, int ignored) {
        List<Integer> axes = shuffledAxes(space.size() - ignored);
        return new ArrayList<>(axes.stream().map(axis -> unit(space, axis, 1)).toList());
    }

    private View place(List<Integer> space, List<Affine> sources, boolean bounded, int buffer, boolean filled) {
        Affine element = new Affine(0, Collections.nCopies(space.size(), 0));
        List<Bound> bounds = new ArrayList<>();
        int stride = 1 + random.nextInt(8) / 7;
        int first = 0;
        for (Affine source : sources) {
            int span = span(source, space);
            int size = span;
            int before = 0;
            if (bounded && random.nextInt(4) == 0) {
                size = 1 + random.nextInt(span + 1);
                before = random.nextInt(3) - Math.max(0, size - span);
            }
            Affine x = new Affine(-before, source.strides());
            if (before > 0 || span - before > size) {
                bounds.add(new Bound(x, size));
            }
            boolean backwards = random.nextInt(5) == 0;
            element = element.plus(backwards ? -stride : stride, x);
            first += backwards ? (size - 1) * stride : 0;
            stride *= size + random.nextInt(8) / 7;
        }
        int offset = filled ? memory.fill(buffer, stride) : memory.reserve(buffer, stride);
        return new View(new Affine(element.offset() + first + offset, element.strides()), bounds);
    }

    /** How many whole numbers lie between the least, which is 0, and the greatest value. */
    private static int span(Affine source, List<Integer> space) {
        int greatest = 0;
        for (int axis = 0; axis < space.size(); axis++) {
            greatest += source.strides().get(axis) * Math.max(0, space.get(axis) - 1);
        }
        return greatest + 1;
    }

    private static Affine unit(List<Integer> space, int axis, int factor) {
        List<Integer> strides = new ArrayList<>(Collections.nCopies(space.size(), 0));
        strides.set(axis, factor);
        return new Affine(0, strides);
    }

    private List<Integer> shuffledAxes(int rank) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = rank - 1; axis >= 0; axis--) {
            axes.add(axis);
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(axes, random);
        }
        return axes;
    }
}
