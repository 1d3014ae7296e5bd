package dev.occam.engine.data;

import dev.occam.data.Targets;
import java.util.List;

/** Targets of examples that have none: zeros of the right kind. */
final class Unlabelled {
    private Unlabelled() {}

    static Targets targets(Preprocessing form, int size) {
        return form.predictsClasses()
                ? new Targets.Classes(new int[size], form.classes())
                : new Targets.Values(new float[size], List.of(form.label()));
    }
}
