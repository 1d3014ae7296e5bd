package dev.occam.cpu.program;

import dev.occam.cpu.step.Level;
import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Index;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of a program's lines before they are lowered: how often each has a value, and after which reductions. */
final class Lines {
    private final Program program;
    private final List<Level> levels = new ArrayList<>();
    private final List<Integer> stages = new ArrayList<>();

    Lines(Program program) {
        this.program = program;
        List<Boolean> perRow = program.perRow();
        Set<Integer> stored = storedBuffers();
        for (int line = 0; line < program.body().size(); line++) {
            Instruction instruction = program.body().get(line);
            boolean once = isOnceALaunch(instruction, stored);
            levels.add(once ? Level.LAUNCH : perRow.get(line) ? Level.ROW : Level.COORDINATE);
            int stage = instruction instanceof Reduce ? 1 : 0;
            int before = Program.operands(instruction).stream()
                    .mapToInt(stages::get)
                    .max()
                    .orElse(0);
            stages.add(before + stage);
        }
    }

    Instruction get(int line) {
        return program.body().get(line);
    }

    int size() {
        return program.body().size();
    }

    Level level(int line) {
        return levels.get(line);
    }

    /** How many reductions, one after another, a line waits for. */
    int stage(int line) {
        return stages.get(line);
    }

    /** The number of passes over the coordinates when a block does not hold whole rows. */
    int passes() {
        int passes = 0;
        if (program.rowLength() == 0) {
            return passes;
        }
        for (int line = 0; line < size(); line++) {
            if (get(line) instanceof Reduce) {
                passes = Math.max(passes, stage(line));
            } else if (get(line) instanceof Store && level(line) == Level.COORDINATE) {
                passes = Math.max(passes, stage(line) + 1);
            }
        }
        return passes;
    }

    /** The stores of one level. */
    List<Integer> stores(Level level) {
        List<Integer> stores = new ArrayList<>();
        for (int line = 0; line < size(); line++) {
            if (get(line) instanceof Store && level(line) == level) {
                stores.add(line);
            }
        }
        return stores;
    }

    /** All stores with the lines that they need, in order. */
    Set<Integer> live() {
        TreeSet<Integer> live = new TreeSet<>();
        for (int line = size() - 1; line >= 0; line--) {
            if (get(line) instanceof Store || live.contains(line)) {
                live.add(line);
                live.addAll(reads(line));
            }
        }
        return live;
    }

    /** The lines whose values a line needs; a reduction over nothing needs none. */
    private List<Integer> reads(int line) {
        boolean overNothing = get(line) instanceof Reduce && program.rowLength() == 0;
        return overNothing ? List.of() : Program.operands(get(line));
    }

    private Set<Integer> storedBuffers() {
        Set<Integer> stored = new HashSet<>();
        for (Instruction line : program.body()) {
            if (line instanceof Store store) {
                stored.add(store.buffer());
            }
        }
        return stored;
    }

    private boolean isOnceALaunch(Instruction line, Set<Integer> stored) {
        if (line instanceof Scalar || line instanceof Constant) {
            return true;
        }
        if (line instanceof Load load) {
            return !stored.contains(load.buffer()) && isStill(load.view());
        }
        if (line instanceof Gather gather) {
            return !stored.contains(gather.buffer())
                    && isStill(gather.view())
                    && levels.get(gather.index()) == Level.LAUNCH;
        }
        if (line instanceof Index index) {
            return isStill(index.value());
        }
        if (line instanceof Random random) {
            return isStill(random.element());
        }
        return line instanceof Apply apply
                && apply.operands().stream().allMatch(operand -> levels.get(operand) == Level.LAUNCH);
    }

    private boolean isStill(View view) {
        return isStill(view.element()) && view.bounds().stream().allMatch(bound -> isStill(bound.value()));
    }

    private boolean isStill(Affine value) {
        for (int axis = 0; axis < program.space().size(); axis++) {
            if (value.strides().get(axis) != 0 && program.space().get(axis) != 1) {
                return false;
            }
        }
        return true;
    }
}
