package dev.occam.opencl;

import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Index;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.List;

/** Rewrites a program over as few axes as possible, ordered so that neighbours in memory are mostly neighbours in space. */
final class NormalForm {
    private final Program program;
    private final List<Affine> views = new ArrayList<>();
    private final List<Affine> all = new ArrayList<>();

    private NormalForm(Program program) {
        this.program = program;
        for (Instruction line : program.body()) {
            mapped(line, affine -> {
                all.add(affine);
                return affine;
            });
            if (line instanceof Load load) {
                views.add(load.view().element());
            } else if (line instanceof Store store) {
                views.add(store.view().element());
            } else if (line instanceof Gather gather) {
                views.add(gather.view().element());
            }
        }
    }

    /** An equivalent program. */
    static Program of(Program program) {
        return new NormalForm(program).normal();
    }

    private Program normal() {
        int rowRank = program.space().size() - program.reduced();
        List<List<Integer>> rows = merged(sorted(0, rowRank));
        List<List<Integer>> reduced = merged(sorted(rowRank, program.space().size()));
        if (program.reduced() > 0 && reduced.isEmpty()) {
            reduced.add(List.of(program.space().size() - 1));
        }
        List<List<Integer>> groups = new ArrayList<>(rows);
        groups.addAll(reduced);
        List<Integer> space = groups.stream()
                .map(group -> group.stream().map(program.space()::get).reduce(1, Math::multiplyExact))
                .toList();
        List<Instruction> body = program.body().stream()
                .map(line -> mapped(
                        line,
                        affine -> new Affine(
                                affine.offset(),
                                groups.stream()
                                        .map(group -> stride(affine, group.get(group.size() - 1)))
                                        .toList())))
                .toList();
        return new Program(program.name(), space, reduced.size(), body);
    }

    /** An axis with one place has no steps. */
    private int stride(Affine affine, int axis) {
        return program.space().get(axis) == 1 ? 0 : affine.strides().get(axis);
    }

    /** The axes in a range without those of size 1, such that most views take small steps along the later ones. */
    private List<Integer> sorted(int from, int to) {
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
    static int votes(List<Affine> views, int first, int second) {
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

    /** Neighbouring axes that are one axis for every line are put together. */
    private List<List<Integer>> merged(List<Integer> axes) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int axis : axes) {
            List<Integer> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (!last.isEmpty() && continues(last.get(last.size() - 1), axis)) {
                last.add(axis);
            } else {
                groups.add(new ArrayList<>(List.of(axis)));
            }
        }
        return groups;
    }

    private boolean continues(int outer, int inner) {
        int size = program.space().get(inner);
        return all.stream()
                .allMatch(affine ->
                        affine.strides().get(outer) == size * affine.strides().get(inner));
    }

    private interface Change {
        Affine of(Affine affine);
    }

    private static Instruction mapped(Instruction line, Change change) {
        if (line instanceof Load load) {
            return new Load(load.buffer(), mapped(load.view(), change));
        }
        if (line instanceof Gather gather) {
            View view = mapped(gather.view(), change);
            return new Gather(gather.buffer(), view, gather.stride(), gather.rows(), gather.index());
        }
        if (line instanceof Store store) {
            return new Store(store.buffer(), mapped(store.view(), change), store.operand());
        }
        if (line instanceof Index index) {
            return new Index(change.of(index.value()));
        }
        return line instanceof Random random ? new Random(random.site(), change.of(random.element())) : line;
    }

    private static View mapped(View view, Change change) {
        List<View.Bound> bounds = view.bounds().stream()
                .map(bound -> new View.Bound(change.of(bound.value()), bound.size()))
                .toList();
        return new View(change.of(view.element()), bounds);
    }
}
