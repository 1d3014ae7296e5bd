package dev.occam;

import dev.occam.plugin.Layer;
import dev.occam.plugin.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A layer of a model.
 *
 * @param layer which
 * @param as the name by which weights and targets know it; its index where empty
 * @param frozen the roles of the weights that training leaves as they are; none where empty, all roles for a layer that is
 *     frozen whole, which then computes as at evaluation
 * @param sameAs the name or index of an earlier layer with the same options whose weights this one uses, too; weights of its
 *     own where empty
 */
public record LayerChoice(Choice<Layer> layer, Optional<String> as, Set<Role> frozen, Optional<String> sameAs) {
    public LayerChoice {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(frozen);
        frozen = Collections.unmodifiableSet(roles);
        if (sameAs.isPresent() && !frozen.isEmpty()) {
            throw new IllegalArgumentException(
                    "a layer that uses the weights of another is frozen where they are declared (same-as=%s)"
                            .formatted(sameAs.get()));
        }
    }

    /** A layer that is trained, with weights of its own. */
    public LayerChoice(Choice<Layer> layer, Optional<String> as) {
        this(layer, as, Set.of(), Optional.empty());
    }

    /** The same layer, frozen whole. */
    public LayerChoice freeze() {
        return freeze(EnumSet.allOf(Role.class));
    }

    /** The same layer, its weights of these roles frozen. */
    public LayerChoice freeze(Set<Role> roles) {
        return new LayerChoice(layer, as, roles, sameAs);
    }
}
