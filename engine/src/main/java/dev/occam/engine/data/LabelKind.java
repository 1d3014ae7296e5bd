package dev.occam.engine.data;

/** What the label column of a table holds. */
public enum LabelKind {
    /** A text label makes classes, a numeric one values to be predicted. */
    AUTO,
    /** Each different label is a class, numbers too. */
    CLASSES,
    /** Numbers to be predicted. */
    VALUES
}
