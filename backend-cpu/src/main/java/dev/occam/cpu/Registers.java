package dev.occam.cpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives the values of a list of drafts as few scratch registers as possible, so that all stay in L1. */
final class Registers {
    private final int fixed;
    private int scratch;

    /**
     * @param fixed values below this are registers of their own that no step list overwrites
     */
    Registers(int fixed) {
        this.fixed = fixed;
    }

    /** Number of scratch registers so far. */
    int scratch() {
        return scratch;
    }

    Step[] assign(List<Draft> drafts) {
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
        return steps.toArray(Step[]::new);
    }

    private List<Integer> dying(Draft draft, int at, Map<Integer, Integer> lastUse) {
        return draft.sources().stream()
                .distinct()
                .filter(value -> value >= fixed && lastUse.get(value) == at)
                .toList();
    }
}
