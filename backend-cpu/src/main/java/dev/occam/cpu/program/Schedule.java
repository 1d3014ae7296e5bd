package dev.occam.cpu.program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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
        take(draft -> draft.operation().isEmpty() && draft.target() >= 0, Integer.MAX_VALUE);
    }

    private void takeFusable() {
        take(draft -> draft.operation().isPresent(), mostTogether);
    }

    /** Stores come after all loads, which wait for nothing. */
    private void takeEnds() {
        take(draft -> draft.target() < 0, Integer.MAX_VALUE);
    }

    private void take(Predicate<Draft> wanted, int most) {
        int taken = 0;
        Iterator<Draft> each = waiting.iterator();
        while (each.hasNext() && taken < most) {
            Draft draft = each.next();
            if (wanted.test(draft) && isReady(draft)) {
                each.remove();
                missing.remove(draft.target());
                ordered.add(draft);
                taken++;
            }
        }
    }

    private boolean isReady(Draft draft) {
        return draft.sources().stream().noneMatch(missing::contains);
    }
}
