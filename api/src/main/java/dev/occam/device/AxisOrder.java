package dev.occam.device;

import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Store;
import java.util.ArrayList;
import java.util.List;

/**
 * For a backend: the axes of a program in an order in which most of its views take small steps along the later ones, so that
 * neighbours in the order are mostly neighbours in memory. It follows from the program alone.
 *
 * @param rows the axes of the rows, outermost first, without those of size 1
 * @param reduced the reduced axes, outermost first, without those of size 1
 * @param runsAlongRows whether neighbours in memory are mostly in neighbouring rows, at the same place of each
 */
public record AxisOrder(List<Integer> rows, List<Integer> reduced, boolean runsAlongRows) {
    public AxisOrder {
        rows = List.copyOf(rows);
        reduced = List.copyOf(reduced);
    }

    /** The order for all loads, stores and gathers of a program. */
    public static AxisOrder of(Program program) {
        List<Affine> views = views(program);
        int rowRank = program.space().size() - program.reduced();
        List<Integer> rows = sorted(program, views, 0, rowRank);
        List<Integer> reduced = sorted(program, views, rowRank, program.space().size());
        boolean runsAlongRows = !rows.isEmpty() && !reduced.isEmpty() && votes(views, last(reduced), last(rows)) > 0;
        return new AxisOrder(rows, reduced, runsAlongRows);
    }

    private static List<Affine> views(Program program) {
        List<Affine> views = new ArrayList<>();
        for (Instruction line : program.body()) {
            if (line instanceof Load load) {
                views.add(load.view().element());
            } else if (line instanceof Store store) {
                views.add(store.view().element());
            } else if (line instanceof Gather gather) {
                views.add(gather.view().element());
            }
        }
        return views;
    }

    private static List<Integer> sorted(Program program, List<Affine> views, int from, int to) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = from; axis < to; axis++) {
            if (program.space().get(axis) == 1) {
                continue;
            }
            int at = axes.size();
            while (at > 0 && votes(views, axes.get(at - 1), axis) < 0) {
                at--;
            }
            axes.add(at, axis);
        }
        return axes;
    }

    /** Views that take larger steps along the first axis, less those that take larger ones along the second. */
    private static int votes(List<Affine> views, int first, int second) {
        int votes = 0;
        for (Affine view : views) {
            int a = Math.abs(view.strides().get(first));
            int b = Math.abs(view.strides().get(second));
            if (a != 0 && b != 0) {
                votes += Integer.compare(a, b);
            }
        }
        return votes;
    }

    private static int last(List<Integer> axes) {
        return axes.get(axes.size() - 1);
    }
}
