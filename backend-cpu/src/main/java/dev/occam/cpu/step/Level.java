package dev.occam.cpu.step;

/** How often a line of a program has a value. */
public enum Level {
    /** Once a launch. */
    LAUNCH,
    /** Once a row. */
    ROW,
    /** At each coordinate. */
    COORDINATE
}
