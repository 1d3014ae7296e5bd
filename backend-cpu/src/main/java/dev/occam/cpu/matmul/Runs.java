package dev.occam.cpu.matmul;

import dev.occam.device.Affine;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some neighbouring axes of a view, numbered row by row and cut into runs along the last of them: what they add to the
 * element and to the value of each bound.
 *
 * @param length of a run
 * @param step of the element along a run
 * @param guardSteps of each bound's value along a run
 * @param elements at the start of each run
 * @param guards for each bound its values at the start of each run
 */
record Runs(int length, int step, int[] guardSteps, int[] elements, int[][] guards) {
    /**
     * The runs of the axes {@code from … to−1}.
     *
     * @param first coordinates of the axes before them; with coordinates, the view's offsets are added as well
     */
    static Runs of(View view, List<Integer> space, int from, int to, int... first) {
        List<Affine> affines = new ArrayList<>();
        affines.add(view.element());
        view.bounds().forEach(bound -> affines.add(bound.value()));
        int count = 1;
        for (int axis = from; axis < to - 1; axis++) {
            count = Math.multiplyExact(count, space.get(axis));
        }
        int[][] starts = new int[affines.size()][];
        int[] steps = new int[affines.size()];
        for (int i = 0; i < starts.length; i++) {
            steps[i] = affines.get(i).strides().get(to - 1);
            starts[i] = starts(affines.get(i), space, from, to - 1, count, first);
        }
        return new Runs(
                space.get(to - 1),
                steps[0],
                Arrays.copyOfRange(steps, 1, steps.length),
                starts[0],
                Arrays.copyOfRange(starts, 1, starts.length));
    }

    /** Whether there is but one run, and no bound. */
    boolean isOne() {
        return elements.length == 1 && guards.length == 0;
    }

    private static int[] starts(Affine affine, List<Integer> space, int from, int to, int count, int... first) {
        int base = first.length == 0 ? 0 : affine.offset();
        for (int axis = 0; axis < first.length; axis++) {
            base += affine.strides().get(axis) * first[axis];
        }
        int[] starts = new int[count];
        for (int run = 0; run < count; run++) {
            int rest = run;
            int start = base;
            for (int axis = to - 1; axis >= from; axis--) {
                start += rest % space.get(axis) * affine.strides().get(axis);
                rest /= space.get(axis);
            }
            starts[run] = start;
        }
        return starts;
    }
}
