package dev.occam.engine.model;

import dev.occam.plugin.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What users call roles: {@code weight} or {@code weights}, {@code biases}, {@code norm-scale}, …, {@code all}. */
public final class RoleNames {
    private static final String ALL = "all";
    private static final String WEIGHTS = "weights";
    private static final String BIASES = "biases";

    private RoleNames() {}

    /** A role's own name. */
    public static String of(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The roles that a name stands for; empty if it is no such name. */
    public static Optional<Set<Role>> find(String name) {
        return switch (name) {
            case ALL -> Optional.of(EnumSet.allOf(Role.class));
            case WEIGHTS -> Optional.of(EnumSet.of(Role.WEIGHT));
            case BIASES -> Optional.of(EnumSet.of(Role.BIAS));
            default ->
                Arrays.stream(Role.values())
                        .filter(role -> of(role).equals(name))
                        .findFirst()
                        .map(EnumSet::of);
        };
    }

    /** All that {@link #find} knows. */
    public static List<String> known() {
        return Stream.concat(
                        Stream.of(WEIGHTS, BIASES, ALL),
                        Arrays.stream(Role.values()).map(RoleNames::of))
                .toList();
    }
}
