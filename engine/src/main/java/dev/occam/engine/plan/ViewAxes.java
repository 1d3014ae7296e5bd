package dev.occam.engine.plan;

import dev.occam.device.Affine;
import dev.occam.device.View;
import dev.occam.device.View.Bound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Changes of the axes that views run over: dropped, joined, turned around. What is read stays the same. */
final class ViewAxes {
    private ViewAxes() {}

    /** Whether an axis and the next, of this size, can be one. */
    static boolean areOne(View view, int axis, int size) {
        return areOne(view.element(), axis, size)
                && view.bounds().stream()
                        .allMatch(bound -> areOne(bound.value(), axis, size) || isUnit(bound.value(), axis));
    }

    static boolean areOne(Affine number, int axis, int size) {
        return number.strides().get(axis) == number.strides().get(axis + 1) * size;
    }

    /** A bound on the first axis alone, 0 ≤ x + … < n, is 0 ≤ size·(x + …) + y < size·n for each y of the second. */
    private static boolean isUnit(Affine number, int axis) {
        return number.strides().get(axis) == 1 && number.strides().get(axis + 1) == 0;
    }

    static View joined(View view, int axis, int size) {
        List<Bound> bounds = new ArrayList<>();
        for (Bound bound : view.bounds()) {
            Affine value = bound.value();
            if (areOne(value, axis, size)) {
                bounds.add(new Bound(without(value, axis), bound.size()));
                continue;
            }
            List<Integer> strides = new ArrayList<>();
            value.strides().forEach(stride -> strides.add(stride * size));
            strides.set(axis + 1, 1);
            strides.remove(axis);
            bounds.add(new Bound(new Affine(value.offset() * size, strides), bound.size() * size));
        }
        return new View(without(view.element(), axis), bounds);
    }

    static View without(View view, int axis) {
        return new View(
                without(view.element(), axis),
                view.bounds().stream()
                        .map(bound -> new Bound(without(bound.value(), axis), bound.size()))
                        .toList());
    }

    static Affine without(Affine number, int axis) {
        List<Integer> strides = new ArrayList<>(number.strides());
        strides.remove(axis);
        return new Affine(number.offset(), strides);
    }

    /** The same with an axis at another place among the axes. */
    static View moved(View view, int from, int to) {
        return new View(
                moved(view.element(), from, to),
                view.bounds().stream()
                        .map(bound -> new Bound(moved(bound.value(), from, to), bound.size()))
                        .toList());
    }

    private static Affine moved(Affine number, int from, int to) {
        List<Integer> strides = new ArrayList<>(number.strides());
        strides.add(to, strides.remove(from));
        return new Affine(number.offset(), strides);
    }

    /** The same with so many axes, from this one on, after all others. */
    static View exchanged(View view, int from, int count) {
        return new View(
                exchanged(view.element(), from, count),
                view.bounds().stream()
                        .map(bound -> new Bound(exchanged(bound.value(), from, count), bound.size()))
                        .toList());
    }

    static Affine exchanged(Affine number, int from, int count) {
        List<Integer> strides = new ArrayList<>(number.strides());
        Collections.rotate(strides.subList(from, strides.size()), -count);
        return new Affine(number.offset(), strides);
    }

    /** The same with an axis of this size gone through backwards. */
    static View turned(View view, int axis, int size) {
        return new View(
                turned(view.element(), axis, size),
                view.bounds().stream()
                        .map(bound -> new Bound(turned(bound.value(), axis, size), bound.size()))
                        .toList());
    }

    private static Affine turned(Affine number, int axis, int size) {
        List<Integer> strides = new ArrayList<>(number.strides());
        int stride = strides.get(axis);
        strides.set(axis, -stride);
        return new Affine(number.offset() + stride * (size - 1), strides);
    }
}
