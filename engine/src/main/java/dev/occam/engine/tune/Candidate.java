package dev.occam.engine.tune;

import dev.occam.TrainingSpec;

/** A point and the run that it asks for. */
record Candidate(Point point, TrainingSpec spec) {}
