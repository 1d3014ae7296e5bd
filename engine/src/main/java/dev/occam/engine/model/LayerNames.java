package dev.occam.engine.model;

import dev.occam.plugin.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Gives layers their names: what the user says, or the index. */
public final class LayerNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private LayerNames() {}

    /**
     * The layers with their names.
     *
     * @param names one for each layer, empty where the user gives none
     * @param problems gets what is wrong with them, a sentence each
     */
    public static List<ModelLayer> name(List<Layer> layers, List<Optional<String>> names, List<String> problems) {
        List<ModelLayer> named = new ArrayList<>();
        Map<String, Integer> taken = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String index = String.valueOf(i);
            String name = names.get(i).orElse(index);
            if (!name.equals(index)) {
                check(name, i, problems);
            }
            Integer before = taken.put(name, i);
            if (before != null) {
                problems.add("model: layers %d and %d are both called \"%s\"; names must be distinct."
                        .formatted(before, i, name));
            }
            named.add(new ModelLayer(i, name, layers.get(i)));
        }
        return named;
    }

    private static void check(String name, int index, List<String> problems) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    "model, layer %d: a name is made of letters, digits, - and _ and begins with a letter or _ (as=%s)."
                            .formatted(index, name));
        } else if (RoleNames.known().contains(name)) {
            problems.add("model, layer %d: \"%s\" is a target of regularizers and cannot name a layer."
                    .formatted(index, name));
        }
    }
}
