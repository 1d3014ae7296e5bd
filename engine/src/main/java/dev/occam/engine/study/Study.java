package dev.occam.engine.study;

import java.util.List;

/** An experiment, from its design to its claims. */
interface Study {
    /** As users name it. */
    String name();

    /** Of its page. */
    String title();

    /** With how many seeds each condition is repeated where nobody says. */
    int seeds(boolean quick);

    /** The data sets that it may use; those that are files are written before the first run. */
    List<StudyData> data();

    /** Trains what it needs, and says what came of it. */
    Findings make(Workbench bench);
}
