package dev.occam.engine.data;

import java.util.Locale;

/** What becomes of a missing feature value. A missing category becomes all zeros unless it is an error. */
enum MissingRule {
    /** It is refused, with its row and column. */
    ERROR,
    /** The mean of the column's values in the training part. */
    MEAN,
    /** Zero. */
    ZERO,
    /** The row is left out, of all parts; when predicting it is refused. */
    DROP_ROW;

    /** As a spec writes it: {@code drop-row}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
