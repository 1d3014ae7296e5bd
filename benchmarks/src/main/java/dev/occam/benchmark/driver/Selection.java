package dev.occam.benchmark.driver;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is to be measured: groups by their key, or works by a part of their name. */
final class Selection {
    private final List<String> words;
    private final Set<Group> without;

    /**
     * @param words keys of groups and parts of works' names; everything where empty
     * @param without the groups that are measured where no word names a group
     */
    Selection(List<String> words, Set<Group> without) {
        this.words = List.copyOf(words);
        this.without = without;
        for (String word : words) {
            if (!isGroup(word) && allWorks().noneMatch(work -> work.contains(word))) {
                throw new IllegalArgumentException("--only %s: that is no group (%s) and in the name of no work"
                        .formatted(word, String.join(", ", keys())));
            }
        }
    }

    private static Stream<String> allWorks() {
        return Stream.concat(
                Arrays.stream(Group.values())
                        .flatMap(group -> Catalogue.cases(group, 1, List.of(Catalogue.OURSELVES)).stream())
                        .flatMap(each -> each.lanes().stream())
                        .map(lane -> lane.work().name()),
                Stream.of(Starts.FIRST_EPOCH, Starts.DEFAULT_TRAIN));
    }

    private static List<String> keys() {
        return Arrays.stream(Group.values()).map(Group::key).toList();
    }

    private static boolean isGroup(String word) {
        return keys().contains(word);
    }

    /** Whether a work of a group is wanted. A case of rules is wanted whole. */
    boolean wants(Group group, String work) {
        if (words.contains(group.key())) {
            return true;
        }
        List<String> parts = words.stream().filter(word -> !isGroup(word)).toList();
        return without.contains(group)
                && (words.isEmpty()
                        || group != Group.RULES
                                && group != Group.SCALING
                                && parts.stream().anyMatch(work::contains));
    }
}
