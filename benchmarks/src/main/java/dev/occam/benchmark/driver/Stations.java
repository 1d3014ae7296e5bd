package dev.occam.benchmark.driver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The running processes for one number of threads. One that has died is started anew for the next case. */
final class Stations implements AutoCloseable {
    private final Processes processes;
    private final int threads;
    private final Consumer<String> log;
    private final Map<String, ChildProcess> running = new HashMap<>();

    Stations(Processes processes, int threads, Consumer<String> log) {
        this.processes = processes;
        this.threads = threads;
        this.log = log;
    }

    /** Those of these peers that run. */
    Map<String, ChildProcess> of(List<String> peers) {
        for (String peer : peers) {
            ChildProcess there = running.get(peer);
            if (there == null || !there.isAlive()) {
                try {
                    running.put(peer, processes.start(peer, threads));
                } catch (Station.Failure e) {
                    log.accept(peer + ": " + e.getMessage());
                }
            }
        }
        return running;
    }

    @Override
    public void close() {
        running.values().forEach(ChildProcess::close);
    }
}
