package dev.occam.cpu.loop;

/** How a {@link FusedLoop} goes through its arrays. */
public enum Path {
    /** Through neighbours, or long streams of them side by side. */
    STRAIGHT,

    /** Through short runs of neighbours, one after another, which are as far apart in each array as it says. */
    RUNS
}
