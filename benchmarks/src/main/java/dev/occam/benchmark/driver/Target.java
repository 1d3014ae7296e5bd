package dev.occam.benchmark.driver;

import java.util.List;

/** What a measurement of ours has to reach. */
sealed interface Target {
    String work();

    /** Ours is {@code ratio} times as fast as the fastest of these peers that was measured. */
    record FasterThan(String work, double ratio, List<String> peers) implements Target {
        public FasterThan {
            peers = List.copyOf(peers);
        }
    }

    /** Ours takes at most this long, whatever others take. */
    record Within(String work, double seconds) implements Target {}

    /** Ours takes at most {@code ratio} times as long as another work of ours in the same rounds. */
    record LikeOur(String work, double ratio, String base) implements Target {}

    /** On two threads ours is {@code ratio} times as fast as on one. */
    record SecondThread(String work, double ratio) implements Target {}
}
