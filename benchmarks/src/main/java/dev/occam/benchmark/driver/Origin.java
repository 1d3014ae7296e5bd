package dev.occam.benchmark.driver;

/**
 * Where measurements come from.
 *
 * @param commit of what was measured, with {@code +} where files were changed since
 * @param date when it began, ISO 8601 in UTC
 * @param command that says what to measure
 */
record Origin(Machine machine, String commit, String date, String command) {
    /** A line for people. */
    String describe() {
        return "`%s` at commit %s, %s, on %s".formatted(command, commit, date, machine.describe());
    }
}
