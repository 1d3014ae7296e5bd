package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** This module sees no engine. */
class TrainingUnderTestTest {
    @Test
    void whereThereIsNoEngineTheMessageNamesTheDependency() {
        TrainingUnderTest contract = new TrainingUnderTest() {};
        assertThatThrownBy(contract::engine)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("This contract trains, but there is no engine on the test class path.")
                .hasMessageContaining("Add dev.occam:occam-engine in test scope")
                .hasMessageContaining("dev.occam:occam-backend-cpu")
                .hasMessageContaining("checks the formulas alone and needs neither");
    }
}
