package dev.occam.cpu.program;

import dev.occam.cpu.loop.Lanes;
import dev.occam.cpu.step.Level;
import dev.occam.cpu.step.Partials;
import dev.occam.cpu.step.Step;
import dev.occam.cpu.step.Walk;
import dev.occam.cpu.step.Walker;
import dev.occam.device.Instruction.Reduce;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns a program into steps: everything that can be decided before a launch is decided here. */
public final class Lowering {
    private final Program program;
    private final Layout layout;
    private final Lanes lanes;
    private final Lines lines;
    private final Map<Integer, Integer> launchValues = new HashMap<>();
    private final Map<Integer, Partials> partials = new TreeMap<>();
    private final Map<Integer, float[]> kept = new TreeMap<>();
    private final Registers registers;
    private final float[][] once;
    private final int fixed;
    private int guards;
    private int steps;

    private Lowering(Program program, Layout layout, Lanes lanes) {
        this.program = program;
        this.layout = layout;
        this.lanes = lanes;
        this.lines = new Lines(program);
        List<Integer> reductions = new ArrayList<>();
        for (int line : lines.live()) {
            if (lines.level(line) == Level.LAUNCH) {
                launchValues.put(line, launchValues.size());
            } else if (lines.get(line) instanceof Reduce && layout.isLong()) {
                reductions.add(line);
            }
        }
        once = new float[launchValues.size()][1];
        for (int line : reductions) {
            Reduce reduce = (Reduce) lines.get(line);
            int total = once.length + partials.size();
            double[] values = new double[Math.multiplyExact(layout.rows(), layout.chunks())];
            partials.put(line, new Partials(reduce.reduction(), total, layout.rows(), values));
        }
        fixed = once.length + partials.size();
        registers = new Registers(once.length, fixed, lanes);
    }

    public static Code lower(Program program, Layout layout, Lanes lanes) {
        return new Lowering(program, layout, lanes).lower();
    }

    private Code lower() {
        StepList launch = new StepList(this, false);
        for (int line : lines.live()) {
            if (lines.level(line) == Level.LAUNCH) {
                launch.add(line);
            }
        }
        Step[] launchSteps = registers.assign(launch.drafts());
        Optional<Direct> direct = DirectBuilder.of(this);
        Step[] block = layout.isLong() ? new Step[0] : block(direct.isEmpty() || hasNarrowParts());
        List<Pass> passes = layout.isLong() ? passes() : List.of();
        return new Code(
                layout,
                once,
                launchSteps,
                block,
                direct,
                passes,
                partials.size() + registers.scratch(),
                guards,
                1 + steps);
    }

    /** Whether columns of an epilogue are left over that do not fill a vector. */
    private boolean hasNarrowParts() {
        int columns = layout.innerAxes().stream().mapToInt(program.space()::get).reduce(1, Math::multiplyExact);
        return layout.kind() == Layout.Kind.PRODUCT && columns % lanes.count() != 0;
    }

    private Step[] block(boolean fuse) {
        StepList list = new StepList(this, false);
        for (int line : lines.live()) {
            if (lines.level(line) != Level.LAUNCH) {
                list.add(line);
            }
        }
        steps = list.drafts().size();
        return fuse ? registers.assignFused(list.drafts()) : registers.assign(list.drafts());
    }

    private List<Pass> passes() {
        List<Pass> passes = new ArrayList<>();
        int count = lines.passes();
        for (int number = 0; number < count; number++) {
            List<Integer> reductions = reductions(number);
            Set<Integer> stores = number == count - 1 ? Set.copyOf(lines.stores(Level.COORDINATE)) : Set.of();
            Set<Integer> recalled = new TreeSet<>();
            StepList coordinates = new StepList(this, true);
            Set<Integer> needed = coordinateLines(reductions, stores);
            addCoordinates(coordinates, needed, reductions, recalled);
            Optional<Direct> direct = DirectBuilder.ofPass(this, needed, reductions);
            Step[] steps = direct.isPresent()
                    ? registers.assign(coordinates.drafts())
                    : registers.assignFused(coordinates.drafts());
            this.steps += coordinates.drafts().size();
            List<Partials> totals = reductions.stream().map(partials::get).toList();
            passes.add(new Pass(rows(recalled, Set.of()), steps, direct, totals));
        }
        Step[] last = rows(Set.of(), Set.copyOf(lines.stores(Level.ROW)));
        passes.add(new Pass(last, new Step[0], Optional.empty(), List.of()));
        return passes;
    }

    private List<Integer> reductions(int pass) {
        return partials.keySet().stream()
                .filter(line -> lines.stage(line) == pass + 1)
                .toList();
    }

    /** What a pass needs at each coordinate. */
    private Set<Integer> coordinateLines(List<Integer> reductions, Set<Integer> stores) {
        TreeSet<Integer> needed = new TreeSet<>(stores);
        reductions.forEach(line -> needed.add(((Reduce) lines.get(line)).operand()));
        for (int line = lines.size() - 1; line >= 0; line--) {
            if (needed.contains(line) && lines.level(line) == Level.COORDINATE) {
                needed.addAll(Program.operands(lines.get(line)));
            }
        }
        return needed;
    }

    private void addCoordinates(StepList list, Set<Integer> needed, List<Integer> reductions, Set<Integer> recalled) {
        for (int line : needed) {
            if (lines.level(line) == Level.COORDINATE) {
                list.add(line);
            } else if (lines.level(line) == Level.ROW) {
                recalled.add(line);
            }
        }
        reductions.forEach(line -> list.accumulate((Reduce) lines.get(line), partials.get(line)));
    }

    /** Steps for blocks of rows: keep the values of some lines, and do some stores. */
    private Step[] rows(Set<Integer> keeping, Set<Integer> stores) {
        TreeSet<Integer> needed = new TreeSet<>(stores);
        needed.addAll(keeping);
        for (int line = lines.size() - 1; line >= 0; line--) {
            if (needed.contains(line) && !(lines.get(line) instanceof Reduce)) {
                needed.addAll(Program.operands(lines.get(line)));
            }
        }
        StepList list = new StepList(this, false);
        for (int line : needed) {
            if (lines.level(line) == Level.ROW) {
                list.add(line);
            }
        }
        keeping.forEach(line -> list.keep(line, kept(line)));
        return registers.assign(list.drafts());
    }

    Lines lines() {
        return lines;
    }

    List<Integer> space() {
        return program.space();
    }

    Layout layout() {
        return layout;
    }

    Lanes lanes() {
        return lanes;
    }

    /** The number of a line's value; those of the launch are registers already. */
    int value(int line) {
        return lines.level(line) == Level.LAUNCH ? launchValues.get(line) : fixed + line;
    }

    /** The number of a line's value when it is brought to a higher level. */
    int expandedValue(int line) {
        return fixed + lines.size() + line;
    }

    void set(int launchValue, float value) {
        once[launchValue][0] = value;
    }

    Partials partials(int line) {
        return partials.get(line);
    }

    /** A register that loops without other registers may use. */
    int scratchRegister(int number) {
        registers.reserve(number + 1);
        return registers.scratchRegister(number);
    }

    float[] kept(int line) {
        return kept.computeIfAbsent(line, missing -> new float[layout.rows()]);
    }

    /** How a view goes through its buffer from coordinate to coordinate. */
    Walk walk(View view) {
        return Walk.of(view, program.space(), layout.outerAxes(), layout.innerAxes());
    }

    Walker walker(View view, Level level) {
        guards = Math.max(guards, view.bounds().size());
        Walk walk = switch (level) {
            case LAUNCH -> Walk.of(view, program.space(), List.of(), List.of());
            case ROW -> Walk.of(view, program.space(), List.of(), layout.rowAxes());
            case COORDINATE -> walk(view);
        };
        return new Walker(walk, level);
    }
}
