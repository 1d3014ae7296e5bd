package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.benchmark.work.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterleavingTest {
    private static final Effort EFFORT = new Effort(3, 5, 0.01, 0.1, 8, 1);

    private final List<String> events = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    /** A peer whose work takes a fixed time. */
    private final class Fake implements Station {
        private final String name;
        private final double seconds;
        private final int lastGoodRun;
        private final List<Double> warmUps = new ArrayList<>();
        private int runs;

        Fake(String name, double seconds, int lastGoodRun) {
            this.name = name;
            this.seconds = seconds;
            this.lastGoodRun = lastGoodRun;
        }

        @Override
        public String version() {
            return name + " 1.0";
        }

        @Override
        public boolean prepare(String id, Work work) {
            return !name.equals("unable");
        }

        @Override
        public double warm(String id, double wanted) {
            warmUps.add(wanted);
            return seconds;
        }

        @Override
        public double run(String id, int times) {
            if (++runs > lastGoodRun) {
                throw new Failure("it broke");
            }
            events.add(name + " x" + times);
            return seconds * times;
        }

        @Override
        public String check(String id) {
            if (name.equals("wrong")) {
                throw new Failure("the loss did not fall");
            }
            return "right";
        }

        @Override
        public void release(String id) {
            events.add(name + " released");
        }

        @Override
        public double processorSeconds() {
            // Far more than the machine did, so that tests do not depend on what else runs.
            return 1e6 * runs;
        }
    }

    private List<Measurement> measure(Probe probe, Fake... peers) {
        List<Lane> lanes = new ArrayList<>();
        Map<String, Station> stations = new HashMap<>();
        for (Fake peer : peers) {
            lanes.add(new Lane(peer.name, Work.parse("step tiny")));
            stations.put(peer.name, peer);
        }
        return new Interleaving(EFFORT, probe, new Quiet(1), failed -> log.add(failed.describe()))
                .measure(new Case(Group.STEPS, 1, lanes), stations);
    }

    @Test
    void lanesTakeTurnsInAlternatingOrder() {
        List<Measurement> measured = measure(() -> 1, new Fake("a", 0.005, 99), new Fake("b", 0.02, 99));

        assertThat(events).containsExactly("a x2", "b x1", "b x1", "a x2", "a x2", "b x1", "a released", "b released");
        assertThat(measured).extracting(Measurement::peer).containsExactly("a", "b");
        assertThat(measured.get(0).median()).isEqualTo(0.005);
        assertThat(measured.get(0).version()).isEqualTo("a 1.0");
        assertThat(measured.get(0).check()).isEqualTo("right");
    }

    @Test
    void slowWorkIsWarmedUpForAsManyRunsAsItNeeds() {
        Fake fast = new Fake("a", 0.01, 99);
        Fake slow = new Fake("b", 0.5, 99);

        measure(() -> 1, fast, slow);

        assertThat(fast.warmUps).containsExactly(0.1);
        assertThat(slow.warmUps).containsExactly(0.1, 8 * 0.5 - 0.1);
    }

    @Test
    void disturbedRepetitionsAreRepeatedButNotForEver() {
        List<Measurement> measured = measure(() -> 0.5, new Fake("a", 0.01, 99));

        assertThat(measured.get(0).samples()).hasSize(5).allMatch(Sample::disturbed);
        assertThat(measured.get(0).doubtful()).isTrue();
    }

    @Test
    void whatAPeerCannotDoIsLeftOut() {
        List<Measurement> measured = measure(() -> 1, new Fake("a", 0.01, 99), new Fake("unable", 0.01, 99));

        assertThat(measured).extracting(Measurement::peer).containsExactly("a");
        assertThat(log).isEmpty();
    }

    @Test
    void aPeerWhoseProcessDoesNotRunIsNamed() {
        Case tiny = new Case(Group.STEPS, 2, List.of(new Lane("a", Work.parse("step tiny"))));

        List<Measurement> measured = new Interleaving(
                        EFFORT, () -> 1, new Quiet(1), failed -> log.add(failed.describe()))
                .measure(tiny, Map.of());

        assertThat(measured).isEmpty();
        assertThat(log).containsExactly("a fails at step tiny on 2 threads: its process does not run");
    }

    @Test
    void aWrongResultIsAFailure() {
        assertThat(measure(() -> 1, new Fake("wrong", 0.01, 99))).isEmpty();
        assertThat(log).containsExactly("wrong fails at step tiny on 1 thread: the loss did not fall");
    }

    @Test
    void aPeerThatFailsIsLeftOutAndNamed() {
        List<Measurement> measured = measure(() -> 1, new Fake("a", 0.01, 99), new Fake("b", 0.01, 1));

        assertThat(measured).extracting(Measurement::peer).containsExactly("a");
        assertThat(log).containsExactly("b fails at step tiny on 1 thread: it broke");
    }
}
