package dev.occam.cpu.loop;

/** How a {@link FusedLoop} goes through its arrays. */
public enum Path {
    /** Through neighbours, or long streams of them side by side. */
    STRAIGHT("some fused loops over neighbours"),

    /** Through short runs of neighbours, one after another, which are as far apart in each array as it says. */
    RUNS("some fused loops over short runs");

    private final String work;

    Path(String work) {
        this.work = work;
    }

    /** Which loops these are, for people. */
    String work() {
        return work;
    }
}
