package dev.occam.cpu.program;

import dev.occam.cpu.loop.Fusion;
import dev.occam.cpu.loop.Lanes;
import dev.occam.cpu.loop.LoopBody;
import dev.occam.cpu.loop.Path;
import dev.occam.cpu.step.FusedStep;
import dev.occam.cpu.step.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives the values of a list of drafts as few scratch registers as possible, so that all stay in L1. */
final class Registers {
    private final int singles;
    private final int fixed;
    private final Lanes lanes;
    private int scratch;

    /**
     * @param singles values below this are the same at all coordinates
     * @param fixed values below this are registers of their own that no step list overwrites
     * @param lanes of fused loops
     */
    Registers(int singles, int fixed, Lanes lanes) {
        this.lanes = lanes;
        this.singles = singles;
        this.fixed = fixed;
    }

    /** Number of scratch registers so far. */
    int scratch() {
        return scratch;
    }

    /** Takes care that there are at least so many. */
    void reserve(int count) {
        scratch = Math.max(scratch, count);
    }

    /** The register of a scratch array of a loop that does without the others. */
    int scratchRegister(int number) {
        return fixed + number;
    }

    Step[] assign(List<Draft> drafts) {
        return assign(drafts, false);
    }

    /** The same, with operations that follow each other fused. */
    Step[] assignFused(List<Draft> drafts) {
        return assign(Schedule.of(drafts, lanes.mostOperations()), true);
    }

    private Step[] assign(List<Draft> drafts, boolean fuse) {
        Map<Integer, Integer> lastUse = new HashMap<>();
        for (int at = 0; at < drafts.size(); at++) {
            for (int source : drafts.get(at).sources()) {
                lastUse.put(source, at);
            }
        }
        Map<Integer, Integer> registers = new HashMap<>();
        Deque<Integer> free = new ArrayDeque<>();
        int used = 0;
        List<Step> steps = new ArrayList<>();
        for (int at = 0; at < drafts.size(); at++) {
            Draft draft = drafts.get(at);
            List<Integer> dying = dying(draft, at, lastUse);
            if (draft.inPlace()) {
                dying.forEach(value -> free.push(registers.get(value)));
            }
            if (draft.target() >= fixed) {
                registers.put(draft.target(), free.isEmpty() ? fixed + used++ : free.pop());
            }
            if (!draft.inPlace()) {
                dying.forEach(value -> free.push(registers.get(value)));
            }
            steps.add(draft.maker().make(value -> value < fixed ? value : registers.get(value)));
        }
        scratch = Math.max(scratch, used);
        return fuse ? fused(drafts, steps, registers, lastUse) : steps.toArray(Step[]::new);
    }

    private Step[] fused(
            List<Draft> drafts, List<Step> steps, Map<Integer, Integer> registers, Map<Integer, Integer> lastUse) {
        List<Step> fused = new ArrayList<>();
        for (int from = 0; from < drafts.size(); ) {
            int to = end(drafts, from);
            if (to - from < 2) {
                fused.add(steps.get(from));
                from++;
                continue;
            }
            Step[] plain = steps.subList(from, to).toArray(Step[]::new);
            LoopBody body = body(drafts.subList(from, to), to, registers, lastUse);
            fused.add(new FusedStep(new Fusion(body, lanes, Path.STRAIGHT), plain));
            from = to;
        }
        return fused.toArray(Step[]::new);
    }

    /** Where a loop from here on ends: before what cannot be fused, or before it becomes too long. */
    private int end(List<Draft> drafts, int from) {
        Set<Integer> seen = new HashSet<>();
        int cost = 0;
        int to = from;
        while (to < drafts.size() && drafts.get(to).operation().isPresent()) {
            Draft draft = drafts.get(to);
            cost += LoopBody.cost(draft.operation().get().function());
            for (int source : draft.sources()) {
                cost += source >= singles && seen.add(source) ? 1 : 0;
            }
            seen.add(draft.target());
            if (cost > lanes.mostOperations() && to > from) {
                return to;
            }
            to++;
        }
        return to;
    }

    private LoopBody body(List<Draft> drafts, int end, Map<Integer, Integer> registers, Map<Integer, Integer> lastUse) {
        LoopBody body = new LoopBody();
        Set<Integer> inside = new HashSet<>();
        for (Draft draft : drafts) {
            for (int source : draft.sources()) {
                if (source < singles) {
                    body.single(source, source);
                } else if (!inside.contains(source)) {
                    body.input(source, registers.get(source));
                }
            }
            LoopBody.Operation operation = draft.operation().orElseThrow();
            body.operation(operation.value(), operation.function(), operation.operands());
            inside.add(draft.target());
            if (lastUse.getOrDefault(draft.target(), -1) >= end) {
                body.output(draft.target(), registers.get(draft.target()));
            }
        }
        return body;
    }

    private List<Integer> dying(Draft draft, int at, Map<Integer, Integer> lastUse) {
        return draft.sources().stream()
                .distinct()
                .filter(value -> value >= fixed && lastUse.get(value) == at)
                .toList();
    }
}
