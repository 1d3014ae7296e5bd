package dev.occam.cpu.program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Orders drafts such that operations that can be fused follow each other: what they need first, what needs them after. */
final class Schedule {
    private final List<Draft> waiting;
    private final List<Draft> ordered = new ArrayList<>();
    private final Set<Integer> missing = new HashSet<>();
    private final int mostTogether;

    private Schedule(List<Draft> drafts, int mostTogether) {
        this.mostTogether = mostTogether;
        waiting = new ArrayList<>(drafts);
        drafts.forEach(draft -> missing.add(draft.target()));
    }

    static List<Draft> of(List<Draft> drafts, int mostTogether) {
        Schedule schedule = new Schedule(drafts, mostTogether);
        while (!schedule.waiting.isEmpty()) {
            schedule.takeUnfusable();
            schedule.takeFusable();
            schedule.takeEnds();
        }
        return schedule.ordered;
    }

    private void takeUnfusable() {
        for (Draft draft : List.copyOf(waiting)) {
            if (draft.operation().isEmpty() && draft.target() >= 0 && isReady(draft)) {
                take(draft);
            }
        }
    }

    private void takeFusable() {
        int taken = 0;
        for (Draft draft : List.copyOf(waiting)) {
            if (draft.operation().isPresent() && taken < mostTogether && isReady(draft)) {
                take(draft);
                taken++;
            }
        }
    }

    /** Stores come after all loads, which wait for nothing. */
    private void takeEnds() {
        for (Draft draft : List.copyOf(waiting)) {
            if (draft.target() < 0 && isReady(draft)) {
                take(draft);
            }
        }
    }

    private boolean isReady(Draft draft) {
        return draft.sources().stream().noneMatch(missing::contains);
    }

    private void take(Draft draft) {
        waiting.remove(draft);
        missing.remove(draft.target());
        ordered.add(draft);
    }
}
