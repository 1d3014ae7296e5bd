package dev.occam.engine.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the cells of one column are, before it is decided how they become numbers. */
final class ColumnScan {
    /** A column with more different texts than this is an identifier or free text, not a category. */
    static final int MOST_CATEGORIES = 10_000;

    private final Set<String> distinct = new HashSet<>();
    private long numbers;
    private long texts;

    void see(String cell) {
        if (Cell.isMissing(cell)) {
            return;
        }
        if (Cell.isNumber(cell)) {
            numbers++;
        } else {
            texts++;
        }
        if (distinct.size() <= MOST_CATEGORIES) {
            distinct.add(cell);
        }
    }

    /** At least half of what is there is a number: then the texts among them are mistakes, not categories. */
    boolean isNumeric() {
        return numbers >= texts;
    }

    boolean isEmpty() {
        return numbers + texts == 0;
    }

    /** Whether there are more different values than {@link #categories} could list. */
    boolean hasTooMany() {
        return distinct.size() > MOST_CATEGORIES;
    }

    /** The different values, ordered by value; if all are numbers, in one spelling each. */
    List<String> categories() {
        return distinct.stream()
                .map(texts == 0 ? Cell::canonical : text -> text)
                .distinct()
                .sorted(Cell.BY_VALUE)
                .toList();
    }
}
