package dev.occam.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody who wrote an unknown one most likely meant. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The known name nearest to {@code wanted}, if one is near enough to be worth saying: at most a third of the longer
     * name differs (one letter always may), or {@code wanted} is the beginning of it. Case, '-' and '_' do not count.
     * Of several equally near names the one whose letters are nearest (l2 for l3), then the first in alphabetical order.
     */
    public static Optional<String> nearest(String wanted, Collection<String> known) {
        String target = plain(wanted);
        List<String> candidates = new ArrayList<>(known);
        Collections.sort(candidates);
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        int bestGap = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String name = plain(candidate);
            int allowed = Math.max(1, Math.max(name.length(), target.length()) / 3);
            if (Math.abs(name.length() - target.length()) > allowed) {
                continue;
            }
            int distance = distance(target, name);
            int gap = gap(target, name);
            boolean nearer = distance < bestDistance || (distance == bestDistance && gap < bestGap);
            if (distance <= allowed && nearer) {
                best = candidate;
                bestDistance = distance;
                bestGap = gap;
            }
        }
        if (best == null && target.length() >= 2) {
            return candidates.stream()
                    .filter(candidate -> plain(candidate).startsWith(target))
                    .findFirst();
        }
        return Optional.ofNullable(best);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** How far apart the letters of two names of one length are; as far as can be for other lengths. */
    private static int gap(String a, String b) {
        if (a.length() != b.length()) {
            return Integer.MAX_VALUE;
        }
        int gap = 0;
        for (int i = 0; i < a.length(); i++) {
            gap += Math.abs(a.charAt(i) - b.charAt(i));
        }
        return gap;
    }

    /** Insertions, deletions, replacements and swaps of neighbours: Damerau 1964, optimal string alignment. */
    private static int distance(String a, String b) {
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            int[] free = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = free;
        }
        return previous[b.length()];
    }
}
