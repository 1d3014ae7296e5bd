package dev.occam.benchmark.driver;

import dev.occam.benchmark.work.Work;

/** A work done by a peer. */
record Lane(String peer, Work work) {}
