package dev.occam.benchmark.driver;

/**
 * A lane that is left out because it failed or came to a wrong result.
 *
 * @param why in a few words
 */
record Failed(String peer, String work, int threads, String why) {
    /** Whether it is of what is measured, and not of a peer. */
    boolean isOurs() {
        return peer.equals(Catalogue.OURSELVES) || peer.equals(Catalogue.ON_ONE_THREAD);
    }

    /** A line for people. */
    String describe() {
        return "%s fails at %s on %d thread%s: %s".formatted(peer, work, threads, threads == 1 ? "" : "s", why);
    }
}
