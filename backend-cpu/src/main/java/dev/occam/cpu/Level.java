package dev.occam.cpu;

/** How often a line of a program has a value. */
enum Level {
    /** Once a launch. */
    LAUNCH,
    /** Once a row. */
    ROW,
    /** At each coordinate. */
    COORDINATE
}
