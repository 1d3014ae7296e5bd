package dev.occam.testkit;

import dev.occam.Engine;

/** What the contracts that train ask of their author: an engine on the test class path, or this one method. */
public interface TrainingUnderTest {
    /**
     * The engine that trains; by default the one on the class path.
     *
     * @throws AssertionError if there is none; the message says which dependency is missing
     */
    default Engine engine() {
        return Runs.engine();
    }
}
