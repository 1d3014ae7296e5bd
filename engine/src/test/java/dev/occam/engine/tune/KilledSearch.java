package dev.occam.engine.tune;

import dev.occam.SearchStrategy;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningSpec;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A process that searches; made to be killed. */
final class KilledSearch {
    private KilledSearch() {}

    static TuningSpec request(Path csv) {
        return Searches.request(Searches.flowerSpec(csv), SearchStrategy.GRID, 4, 3, Searches.DECAY);
    }

    public static void main(String[] arguments) {
        TuningOptions options = new TuningOptions(Path.of(arguments[1]), false, OptionalInt.of(2));
        Searches.ENGINE.tune(request(Path.of(arguments[0])), options, new TuningListener() {
            @Override
            public void finished(Progress progress) {
                slowDown();
            }
        });
    }

    /** So that a kill finds the search at work and not at its end. */
    private static void slowDown() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
