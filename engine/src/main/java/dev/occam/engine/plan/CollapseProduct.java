package dev.occam.engine.plan;

import dev.occam.device.Instruction;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a product's rows, columns and inner index as flat as its views allow, and goes through the inner axes in the
 * direction in which the left operand lies: sums over a turned window then run along its rows. Windows on the right whose
 * columns lie apart, as those of channels-first images, change sides, for rows are read along the inner index.
 */
final class CollapseProduct {
    private final int batch;
    private final List<Integer> rows;
    private final List<Integer> columns;
    private final List<Integer> inner;
    private View left;
    private View right;
    private List<Instruction> body;

    private CollapseProduct(MatMul matMul) {
        batch = matMul.batch();
        rows = new ArrayList<>(matMul.rows());
        columns = new ArrayList<>(matMul.columns());
        inner = new ArrayList<>(matMul.inner());
        left = matMul.left();
        right = matMul.right();
        body = matMul.epilogue().body();
    }

    static MatMul of(MatMul matMul) {
        CollapseProduct product = new CollapseProduct(matMul);
        product.collapseInner();
        product.collapseRows();
        product.collapseColumns();
        boolean turned = product.columnsLieApart();
        if (turned) {
            product.transpose();
        }
        List<Integer> space = new ArrayList<>(List.of(product.batch));
        space.addAll(product.rows);
        space.addAll(product.columns);
        return new MatMul(
                product.batch,
                product.rows,
                product.columns,
                product.inner,
                turned ? matMul.rightBuffer() : matMul.leftBuffer(),
                product.left,
                turned ? matMul.leftBuffer() : matMul.rightBuffer(),
                product.right,
                new Program(matMul.epilogue().name(), space, 0, product.body));
    }

    /** Whether the inner index goes through neighbours on the right, or through more of them, and rows are neighbours. */
    private boolean columnsLieApart() {
        boolean isPlain = rows.size() == 1 && columns.size() == 1 && inner.size() == 1;
        return !isPlain
                && right.element().strides().get(inner.size()) == 1
                && (last(right) != 1 || columns.get(columns.size() - 1) < inner.get(inner.size() - 1))
                && left.element().strides().get(rows.size()) == 1
                && last(left) != 1;
    }

    private static int last(View view) {
        List<Integer> strides = view.element().strides();
        return strides.get(strides.size() - 1);
    }

    /** The transposed product: its rows were columns. */
    private void transpose() {
        View formerLeft = left;
        left = exchanged(right, inner.size());
        right = exchanged(formerLeft, rows.size());
        int count = rows.size();
        body = Collapse.rewritten(body, view -> exchanged(view, count), number -> ViewAxes.exchanged(number, 1, count));
        List<Integer> formerRows = List.copyOf(rows);
        rows.clear();
        rows.addAll(columns);
        columns.clear();
        columns.addAll(formerRows);
    }

    /** With so many axes behind the batch after all others. */
    private static View exchanged(View view, int count) {
        return ViewAxes.exchanged(view, 1, count);
    }

    private void collapseInner() {
        for (int axis = inner.size() - 1; axis >= 0; axis--) {
            int ofLeft = 1 + rows.size() + axis;
            int ofRight = 1 + axis;
            int size = inner.get(axis);
            if (size == 1 && inner.size() > 1) {
                inner.remove(axis);
                left = ViewAxes.without(left, ofLeft);
                right = ViewAxes.without(right, ofRight);
            } else if (size > 1 && left.element().strides().get(ofLeft) < 0) {
                left = ViewAxes.turned(left, ofLeft, size);
                right = ViewAxes.turned(right, ofRight, size);
            }
        }
        sortInner();
        for (int axis = inner.size() - 2; axis >= 0; axis--) {
            int size = inner.get(axis + 1);
            int ofLeft = 1 + rows.size() + axis;
            int ofRight = 1 + axis;
            if (ViewAxes.areOne(left, ofLeft, size) && ViewAxes.areOne(right, ofRight, size)) {
                join(inner, axis);
                left = ViewAxes.joined(left, ofLeft, size);
                right = ViewAxes.joined(right, ofRight, size);
            }
        }
    }

    /** Small steps of the left operand last, so that the inner index runs through neighbours. */
    private void sortInner() {
        for (int axis = 0; axis < inner.size() - 1; axis++) {
            int widest = axis;
            for (int other = axis + 1; other < inner.size(); other++) {
                widest = step(other) > step(widest) ? other : widest;
            }
            inner.add(axis, inner.remove(widest));
            left = ViewAxes.moved(left, 1 + rows.size() + widest, 1 + rows.size() + axis);
            right = ViewAxes.moved(right, 1 + widest, 1 + axis);
        }
    }

    private int step(int axis) {
        return Math.abs(left.element().strides().get(1 + rows.size() + axis));
    }

    private void collapseRows() {
        for (int axis = rows.size() - 1; axis >= 0; axis--) {
            if (rows.get(axis) == 1 && rows.size() > 1) {
                rows.remove(axis);
                left = ViewAxes.without(left, 1 + axis);
                dropResult(1 + axis);
            }
        }
        for (int axis = rows.size() - 2; axis >= 0; axis--) {
            int size = rows.get(axis + 1);
            if (ViewAxes.areOne(left, 1 + axis, size) && isOneResult(1 + axis, size)) {
                join(rows, axis);
                left = ViewAxes.joined(left, 1 + axis, size);
                joinResult(1 + axis, size);
            }
        }
    }

    private void collapseColumns() {
        for (int axis = columns.size() - 1; axis >= 0; axis--) {
            if (columns.get(axis) == 1 && columns.size() > 1) {
                columns.remove(axis);
                right = ViewAxes.without(right, 1 + inner.size() + axis);
                dropResult(1 + rows.size() + axis);
            }
        }
        for (int axis = columns.size() - 2; axis >= 0; axis--) {
            int size = columns.get(axis + 1);
            int ofRight = 1 + inner.size() + axis;
            int ofResult = 1 + rows.size() + axis;
            if (ViewAxes.areOne(right, ofRight, size) && isOneResult(ofResult, size)) {
                join(columns, axis);
                right = ViewAxes.joined(right, ofRight, size);
                joinResult(ofResult, size);
            }
        }
    }

    private static void join(List<Integer> sizes, int axis) {
        int size = sizes.remove(axis + 1);
        sizes.set(axis, sizes.get(axis) * size);
    }

    private boolean isOneResult(int axis, int size) {
        return body.stream().allMatch(line -> Collapse.areOne(line, axis, size));
    }

    private void joinResult(int axis, int size) {
        body = Collapse.rewritten(
                body, view -> ViewAxes.joined(view, axis, size), number -> ViewAxes.without(number, axis));
    }

    private void dropResult(int axis) {
        body = Collapse.rewritten(body, view -> ViewAxes.without(view, axis), number -> ViewAxes.without(number, axis));
    }
}
