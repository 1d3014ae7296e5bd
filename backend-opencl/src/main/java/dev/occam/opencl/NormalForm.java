package dev.occam.opencl;

import dev.occam.device.Affine;
import dev.occam.device.AxisOrder;
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
    private final List<Affine> all = new ArrayList<>();

    private NormalForm(Program program) {
        this.program = program;
        for (Instruction line : program.body()) {
            mapped(line, affine -> {
                all.add(affine);
                return affine;
            });
        }
    }

    /** An equivalent program. */
    static Program of(Program program) {
        return new NormalForm(program).normal();
    }

    private Program normal() {
        AxisOrder order = AxisOrder.of(program);
        List<List<Integer>> rows = merged(order.rows());
        List<List<Integer>> reduced = merged(order.reduced());
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
