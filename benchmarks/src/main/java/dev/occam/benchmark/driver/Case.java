package dev.occam.benchmark.driver;

import java.util.List;

/** Lanes that are measured in turns, because their times are compared. */
record Case(Group group, int threads, List<Lane> lanes) {
    Case {
        lanes = List.copyOf(lanes);
    }
}
