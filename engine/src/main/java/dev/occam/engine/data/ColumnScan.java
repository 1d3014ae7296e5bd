package dev.occam.engine.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the cells of one column are, before it is decided how they become numbers. */
final class ColumnScan {
    /** A column with more different texts than this is an identifier or free text, not a category. */
    static final int MOST_CATEGORIES = 10_000;

    /** So is one with a longer text than this. */
    static final int LONGEST_CATEGORY = 1_000;

    /** Different values that are kept of a column that looks numeric: a wide table must not be kept as text. */
    private static final int MOST_NUMBERS = 100;

    private final boolean mustBeCategories;
    private final Set<String> distinct = new HashSet<>();
    private boolean tooMany;
    private long numbers;
    private long texts;

    /** A column whose values are certainly categories or classes, or that is to be judged by its cells. */
    ColumnScan(boolean mustBeCategories) {
        this.mustBeCategories = mustBeCategories;
    }

    void see(String cell) {
        if (Cell.isMissing(cell)) {
            return;
        }
        if (Cell.isNumber(cell)) {
            numbers++;
        } else {
            texts++;
        }
        if (!tooMany) {
            distinct.add(cell);
            int most = !mustBeCategories && isNumeric() ? MOST_NUMBERS : MOST_CATEGORIES;
            if (distinct.size() > most || cell.length() > LONGEST_CATEGORY) {
                distinct.clear();
                tooMany = true;
            }
        }
    }

    /** At least half of what is there is a number: then the texts among them are mistakes, not categories. */
    boolean isNumeric() {
        return numbers >= texts;
    }

    boolean isEmpty() {
        return numbers + texts == 0;
    }

    /** Whether the values cannot be {@link #categories}. */
    boolean hasTooMany() {
        return tooMany;
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
