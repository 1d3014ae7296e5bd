package dev.occam.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes that a product runs over. Rows, columns and inner index are cut where an operand is linear only in the parts, as
 * the windows of images are.
 */
record ProductAxes(int batch, List<Integer> rows, List<Integer> columns, List<Integer> inner) {
    static final ProductAxes NONE = new ProductAxes(1, List.of(1), List.of(1), List.of(1));

    ProductAxes {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        inner = List.copyOf(inner);
    }

    /** [b, rows…, columns…]. */
    List<Integer> results() {
        return space(rows, columns);
    }

    /** How values of the product's shape are met. */
    Access ofResult(int rank) {
        return access(rank, rows, columns);
    }

    Access ofLeft(int rank) {
        return access(rank, rows, inner);
    }

    Access ofRight(int rank) {
        return access(rank, inner, columns);
    }

    /** With one part of rows, columns or inner index cut into several. */
    ProductAxes cut(boolean ofLeft, int axis, List<Integer> sizes) {
        List<Integer> outer = ofLeft ? rows : inner;
        if (axis == 0) {
            return this;
        }
        if (axis <= outer.size()) {
            List<Integer> parts = cut(outer, axis - 1, sizes);
            return ofLeft
                    ? new ProductAxes(batch, parts, columns, inner)
                    : new ProductAxes(batch, rows, columns, parts);
        }
        List<Integer> parts = cut(ofLeft ? inner : columns, axis - 1 - outer.size(), sizes);
        return ofLeft ? new ProductAxes(batch, rows, columns, parts) : new ProductAxes(batch, rows, parts, inner);
    }

    private static List<Integer> cut(List<Integer> sizes, int at, List<Integer> parts) {
        List<Integer> cut = new ArrayList<>(sizes);
        cut.remove(at);
        cut.addAll(at, parts);
        return cut;
    }

    private List<Integer> space(List<Integer> outer, List<Integer> inner) {
        List<Integer> space = new ArrayList<>(List.of(batch));
        space.addAll(outer);
        space.addAll(inner);
        return space;
    }

    private Access access(int rank, List<Integer> outer, List<Integer> inner) {
        int end = 1 + outer.size();
        List<List<Integer>> axes = new ArrayList<>();
        if (rank == 3) {
            axes.add(List.of(0));
        }
        axes.add(IntStream.range(1, end).boxed().toList());
        axes.add(IntStream.range(end, end + inner.size()).boxed().toList());
        return Access.joined(axes, space(outer, inner));
    }
}
