package dev.occam.benchmark.driver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the lanes of a case in turns: a repetition each, round by round, so that a slow phase of the machine meets all of them. */
final class Interleaving {
    /** So long an idle peer's threads may still spin, and the kernel may still write. */
    private static final long SETTLE_MILLIS = 25;

    private static final double LONGEST_WAIT_SECONDS = 2;

    /** Far less than the patience with a process that does not answer. */
    private static final double LONGEST_WARM_UP_SECONDS = 60;

    private final Effort effort;
    private final Probe probe;
    private final Quiet quiet;
    private final Consumer<Failed> failures;
    private double waited;

    Interleaving(Effort effort, Probe probe, Quiet quiet, Consumer<Failed> failures) {
        this.effort = effort;
        this.probe = probe;
        this.quiet = quiet;
        this.failures = failures;
    }

    /** A lane that its peer can run. */
    private static final class Running {
        private final Lane lane;
        private final int threads;
        private final String id;
        private final Station station;
        private final List<Sample> samples = new ArrayList<>();
        private int times;

        Running(Lane lane, int threads, String id, Station station) {
            this.lane = lane;
            this.threads = threads;
            this.id = id;
            this.station = station;
        }

        long undisturbed() {
            return samples.stream().filter(sample -> !sample.disturbed()).count();
        }
    }

    /**
     * The measurements, in the order of the lanes; lanes that a peer cannot do or fails at are left out, and those that fail are told.
     *
     * @param stations of the peers of the case that run, by name
     */
    List<Measurement> measure(Case wanted, Map<String, ? extends Station> stations) {
        List<Running> running = new ArrayList<>();
        for (int i = 0; i < wanted.lanes().size(); i++) {
            Lane lane = wanted.lanes().get(i);
            Station station = stations.get(lane.peer());
            if (station == null) {
                failures.accept(
                        new Failed(lane.peer(), lane.work().name(), wanted.threads(), "its process does not run"));
                continue;
            }
            prepare(new Running(lane, wanted.threads(), "w" + i, station), running);
        }
        waited = 0;
        waitForQuiet();
        for (int round = 0; round < effort.mostRounds() && wantsMore(running); round++) {
            List<Running> order = new ArrayList<>(running);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            running.removeAll(order.stream().filter(each -> !repeat(each)).toList());
        }
        return running.stream()
                .map(each -> finish(wanted, each))
                .flatMap(List::stream)
                .toList();
    }

    private boolean wantsMore(List<Running> running) {
        return running.stream().anyMatch(each -> each.undisturbed() < effort.rounds());
    }

    private void prepare(Running lane, List<Running> running) {
        try {
            if (lane.station.prepare(lane.id, lane.lane.work())) {
                double once = warmUp(lane);
                lane.times = (int) Math.max(1, Math.min(1e6, effort.repetitionSeconds() / once));
                running.add(lane);
            }
        } catch (Station.Failure e) {
            failed(lane, e);
        }
    }

    /** How long the work takes at the end. */
    private double warmUp(Running lane) {
        double once = lane.station.warm(lane.id, effort.warmUpSeconds());
        double missing = effort.warmUpRuns() * once - effort.warmUpSeconds();
        return missing > 0 ? lane.station.warm(lane.id, Math.min(missing, LONGEST_WARM_UP_SECONDS)) : once;
    }

    private boolean repeat(Running lane) {
        pause(SETTLE_MILLIS);
        double before = probe.rate();
        double machine = ProcessorTime.ofMachine();
        double own = own(lane);
        double seconds;
        try {
            seconds = lane.station.run(lane.id, lane.times);
        } catch (Station.Failure e) {
            failed(lane, e);
            return false;
        }
        double others = ProcessorTime.ofMachine() - machine - (own(lane) - own);
        boolean disturbed = quiet.disturbed(seconds, others, before, probe.rate());
        lane.samples.add(new Sample(seconds / lane.times, disturbed));
        if (disturbed) {
            waitForQuiet();
        }
        return true;
    }

    /** Processor time that is no disturbance: the lane's and our own. */
    private static double own(Running lane) {
        return lane.station.processorSeconds()
                + ProcessorTime.of(ProcessHandle.current().pid());
    }

    private List<Measurement> finish(Case wanted, Running lane) {
        try {
            String check = lane.station.check(lane.id);
            lane.station.release(lane.id);
            return List.of(new Measurement(
                    wanted.group(),
                    lane.lane.work().name(),
                    wanted.threads(),
                    lane.lane.peer(),
                    lane.station.version(),
                    lane.samples,
                    List.of(),
                    check));
        } catch (Station.Failure e) {
            failed(lane, e);
            return List.of();
        }
    }

    private void failed(Running lane, Station.Failure failure) {
        failures.accept(new Failed(lane.lane.peer(), lane.lane.work().name(), lane.threads, failure.getMessage()));
        try {
            lane.station.release(lane.id);
        } catch (Station.Failure e) {
            // Its process is gone, and with it what was held.
        }
    }

    /** Not longer than some seconds a case. */
    private void waitForQuiet() {
        for (; waited < LONGEST_WAIT_SECONDS; waited += 0.1) {
            double machine = ProcessorTime.ofMachine();
            double own = ProcessorTime.of(ProcessHandle.current().pid());
            pause(100);
            double others = ProcessorTime.ofMachine()
                    - machine
                    - (ProcessorTime.of(ProcessHandle.current().pid()) - own);
            double rate = probe.rate();
            if (!quiet.disturbed(0.1, others, rate, rate)) {
                return;
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Station.Failure("interrupted");
        }
    }
}
