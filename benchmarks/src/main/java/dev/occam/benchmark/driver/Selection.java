package dev.occam.benchmark.driver;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is to be measured: groups by their key, or works by a part of their name. */
final class Selection {
    /** Their works have parts of names in common with those of other groups, which a part of a name then means. */
    private static final Set<Group> LAST = EnumSet.of(Group.RULES, Group.SCALING);

    private final List<String> words;
    private final Set<Group> groups;

    /**
     * @param words keys of groups and parts of works' names; everything where empty
     * @param groups those that can be measured; all but with {@code --against}
     * @throws IllegalArgumentException if a word selects nothing of them
     */
    Selection(List<String> words, Set<Group> groups) {
        this.words = List.copyOf(words);
        this.groups = Set.copyOf(groups);
        for (String word : words) {
            if (selected(word, groups).isEmpty()) {
                throw new IllegalArgumentException(problem(word));
            }
        }
    }

    private String problem(String word) {
        Set<Group> elsewhere = selected(word, EnumSet.allOf(Group.class));
        if (elsewhere.isEmpty()) {
            return "--only %s: that is no group and in the name of no work;%n  groups are %s"
                    .formatted(word, keys(EnumSet.allOf(Group.class)));
        }
        return "--only %s: that is of %s;%n  --against measures %s".formatted(word, keys(elsewhere), keys(groups));
    }

    private static String keys(Set<Group> groups) {
        return String.join(
                ", ",
                Arrays.stream(Group.values())
                        .filter(groups::contains)
                        .map(Group::key)
                        .toList());
    }

    /** The groups that a word selects something of. */
    private static Set<Group> selected(String word, Set<Group> groups) {
        Set<Group> named = EnumSet.noneOf(Group.class);
        groups.stream().filter(group -> group.key().equals(word)).forEach(named::add);
        if (!named.isEmpty() || isGroup(word)) {
            return named;
        }
        groups.stream()
                .filter(group -> Catalogue.works(group).stream().anyMatch(work -> work.contains(word)))
                .forEach(named::add);
        if (!LAST.containsAll(named)) {
            named.removeAll(LAST);
        }
        return named;
    }

    private static boolean isGroup(String word) {
        return Stream.of(Group.values()).anyMatch(group -> group.key().equals(word));
    }

    /** Whether a work of a group is wanted. A case of rules is wanted whole. */
    boolean wants(Group group, String work) {
        if (words.isEmpty()) {
            return groups.contains(group);
        }
        return words.stream()
                .filter(word -> selected(word, groups).contains(group))
                .anyMatch(word -> isGroup(word) || work.contains(word));
    }
}
