package dev.occam.benchmark.driver;

/** What the machine gives right now. */
interface Probe {
    /** The rate of a fixed work on one thread, in any unit. */
    double rate();
}
