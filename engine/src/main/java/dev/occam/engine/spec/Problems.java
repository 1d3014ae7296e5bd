package dev.occam.engine.spec;

import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Collects all that is wrong with a request, so that it is reported at once. */
final class Problems {
    private static final int SHOWN = 20;

    private final Set<String> lines = new LinkedHashSet<>();

    void add(Place place, String message) {
        lines.add(place + ": " + message);
    }

    /** Problems that were found elsewhere, places included. */
    void addAll(RequestException e) {
        e.getMessage().lines().forEach(lines::add);
    }

    /** Problems that were found elsewhere, and belong to these places. A line that is indented belongs to the one before. */
    void addAll(RequestException e, Function<String, Place> placeOf) {
        List<String> messages = new ArrayList<>();
        for (String line : e.getMessage().lines().map(Shown::line).toList()) {
            int last = messages.size() - 1;
            if (line.startsWith(" ") && last >= 0) {
                messages.set(last, messages.get(last) + "\n" + line);
            } else {
                messages.add(line);
            }
        }
        messages.forEach(message -> add(placeOf.apply(message), message));
    }

    /**
     * Goes on where there are no problems.
     *
     * @throws RequestException with the first problems and the number of the others
     */
    void throwIfAny() {
        if (lines.isEmpty()) {
            return;
        }
        List<String> shown = new ArrayList<>(lines.stream().limit(SHOWN).toList());
        if (lines.size() > SHOWN) {
            shown.add("… and %d more problems.".formatted(lines.size() - SHOWN));
        }
        throw RequestException.of(shown);
    }
}
