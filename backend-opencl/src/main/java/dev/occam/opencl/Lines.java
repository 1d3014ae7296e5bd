package dev.occam.opencl;

import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What is known of a program's lines before they are written as C: which are needed, and in which pass over a row. */
final class Lines {
    private final Program program;
    private final List<Boolean> perRow;
    private final List<Integer> stages = new ArrayList<>();
    private final TreeSet<Integer> live = new TreeSet<>();

    Lines(Program program) {
        this.program = program;
        this.perRow = program.perRow();
        for (int line = 0; line < program.body().size(); line++) {
            int before = Program.operands(get(line)).stream()
                    .mapToInt(stages::get)
                    .max()
                    .orElse(0);
            stages.add(before + (get(line) instanceof Reduce ? 1 : 0));
        }
        for (int line = program.body().size() - 1; line >= 0; line--) {
            if (get(line) instanceof Store || live.contains(line)) {
                live.add(line);
                live.addAll(reads(line));
            }
        }
    }

    Program program() {
        return program;
    }

    Instruction get(int line) {
        return program.body().get(line);
    }

    boolean isPerRow(int line) {
        return perRow.get(line);
    }

    /** How many reductions, one after another, a line waits for. */
    int stage(int line) {
        return stages.get(line);
    }

    /** All stores with the lines that they need, in order. */
    List<Integer> live() {
        return List.copyOf(live);
    }

    /** How often a row's coordinates have to be gone through. */
    int passes() {
        int passes = 0;
        if (program.rowLength() == 0) {
            return passes;
        }
        for (int line : live) {
            if (get(line) instanceof Reduce) {
                passes = Math.max(passes, stage(line));
            } else if (get(line) instanceof Store && !isPerRow(line)) {
                passes = Math.max(passes, stage(line) + 1);
            }
        }
        return passes;
    }

    /** The reductions that a pass completes. */
    List<Integer> reductions(int pass) {
        return live.stream()
                .filter(line -> get(line) instanceof Reduce && stage(line) == pass + 1)
                .toList();
    }

    /** All reductions. */
    List<Integer> reductions() {
        return live.stream().filter(line -> get(line) instanceof Reduce).toList();
    }

    /**
     * The lines of a pass that have a value for each coordinate. All stores are in the last pass, so that a value which
     * is computed again is not loaded after it was overwritten.
     */
    List<Integer> coordinates(int pass) {
        TreeSet<Integer> needed = new TreeSet<>();
        for (int line : live) {
            if (get(line) instanceof Store && !isPerRow(line) && pass == passes() - 1) {
                needed.add(line);
            } else if (get(line) instanceof Reduce reduce && stage(line) == pass + 1) {
                needed.add(reduce.operand());
            }
        }
        for (int line = program.body().size() - 1; line >= 0; line--) {
            if (needed.contains(line) && !isPerRow(line)) {
                needed.addAll(Program.operands(get(line)));
            }
        }
        needed.removeIf(this::isPerRow);
        return List.copyOf(needed);
    }

    /** The rows' lines, reductions among them, that are known before a pass; those of the last stage with the rows' stores. */
    List<Integer> rows(int stage) {
        boolean last = stage == passes();
        if (program.rowLength() == 0) {
            return live.stream().filter(this::isPerRow).toList();
        }
        return live.stream()
                .filter(this::isPerRow)
                .filter(line -> get(line) instanceof Store ? last : stage(line) == stage)
                .toList();
    }

    /** The rows' lines on which these lines depend; what reductions were made of is not among them. */
    List<Integer> rowsFor(Collection<Integer> some) {
        TreeSet<Integer> needed = new TreeSet<>(some);
        for (int line = program.body().size() - 1; line >= 0; line--) {
            if (needed.contains(line) && !(isPerRow(line) && get(line) instanceof Reduce)) {
                needed.addAll(Program.operands(get(line)));
            }
        }
        needed.removeIf(line -> !isPerRow(line) || get(line) instanceof Store && !some.contains(line));
        return List.copyOf(needed);
    }

    private List<Integer> reads(int line) {
        boolean overNothing = get(line) instanceof Reduce && program.rowLength() == 0;
        return overNothing ? List.of() : Program.operands(get(line));
    }
}
