package dev.occam.engine.spec;

/**
 * Where something of a spec was written.
 *
 * @param source the file as the user named it, or the command line's option
 * @param line from 1; 0 where the source has no lines
 */
record Place(String source, int line) {
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
