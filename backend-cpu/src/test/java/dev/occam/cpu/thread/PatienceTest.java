package dev.occam.cpu.thread;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final long STEP = 2_000;

    /** Far enough that it overflows in the middle of some tests. */
    private long now = Long.MAX_VALUE - 3 * Patience.SHORT;

    private final Patience patience = new Patience(() -> now);

    @Test
    void aWaitLastsLongWhileNobodyInterrupts() {
        assertThat(waitFor(Patience.LONG * 2)).isBetween(Patience.LONG - STEP, Patience.LONG + STEP);
        assertThat(waitFor(Patience.LONG * 2)).isBetween(Patience.LONG - STEP, Patience.LONG + STEP);
    }

    @Test
    void aThreadThatLostItsProcessorStopsAtOnce() {
        patience.begin();
        now += Patience.INTERRUPTION + 1;
        assertThat(patience.lasts(PatienceTest::notOver)).isFalse();
    }

    @Test
    void afterAnInterruptionWaitsAreShortForAWhile() {
        patience.begin();
        now += Patience.INTERRUPTION + 1;
        patience.lasts(PatienceTest::notOver);
        assertThat(waitFor(Patience.LONG)).isBetween(Patience.SHORT - STEP, Patience.SHORT + STEP);
        now += Patience.RESTRAINT;
        assertThat(waitFor(Patience.LONG * 2)).isBetween(Patience.LONG - STEP, Patience.LONG + STEP);
    }

    @Test
    void whoIsLateAndFindsTheWaitOverKeepsItsPatience() {
        patience.begin();
        now += Patience.INTERRUPTION + 1;
        assertThat(patience.lasts(() -> true)).isTrue();
        assertThat(waitFor(Patience.LONG * 2)).isBetween(Patience.LONG - STEP, Patience.LONG + STEP);
    }

    @Test
    void timeBetweenTwoWaitsIsNoInterruption() {
        waitFor(Patience.SHORT);
        now += 50 * Patience.INTERRUPTION;
        assertThat(waitFor(Patience.LONG * 2)).isBetween(Patience.LONG - STEP, Patience.LONG + STEP);
    }

    @Test
    void aLongWaitLetsOthersThrough() {
        patience.begin();
        assertThat(patience.yields()).isFalse();
        now += Patience.SHORT;
        patience.lasts(PatienceTest::notOver);
        assertThat(patience.yields()).isTrue();
    }

    private static boolean notOver() {
        return false;
    }

    /** How long a wait of {@code most} nanoseconds spins. */
    private long waitFor(long most) {
        long start = now;
        patience.begin();
        while (now - start < most && patience.lasts(PatienceTest::notOver)) {
            now += STEP;
        }
        return now - start;
    }
}
