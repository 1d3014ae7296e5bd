package dev.occam.engine.data;

import java.util.HashSet;
import java.util.List;

/**
 * One feature column of a table.
 *
 * @param name as in the header
 * @param kind how its cells become features
 * @param categories one feature each, ordered by value; none for a numeric column
 */
record Column(String name, Kind kind, List<String> categories) {
    /** How the cells of a column become features. */
    public enum Kind {
        /** One feature: the number. */
        NUMERIC,
        /** One feature for each category: 1 for the cell's, 0 for the others. */
        CATEGORICAL
    }

    public Column {
        categories = List.copyOf(categories);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a column needs a name");
        }
        if ((kind == Kind.NUMERIC) != categories.isEmpty()) {
            throw new IllegalArgumentException(
                    "column %s is %s and has %s categories".formatted(name, kind, categories.size()));
        }
        if (new HashSet<>(categories).size() != categories.size()) {
            throw new IllegalArgumentException("column %s has a category twice".formatted(name));
        }
    }

    static Column numeric(String name) {
        return new Column(name, Kind.NUMERIC, List.of());
    }

    static Column categorical(String name, List<String> categories) {
        return new Column(name, Kind.CATEGORICAL, categories);
    }

    /** Number of features. */
    public int width() {
        return switch (kind) {
            case NUMERIC -> 1;
            case CATEGORICAL -> categories.size();
        };
    }
}
