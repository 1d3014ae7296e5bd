package dev.occam.opencl;

import org.junit.jupiter.api.Assumptions;

/** What this machine has. */
final class Here {
    private Here() {}

    /** Skips a test where there is no driver. */
    static void assumeAPlatform() {
        Discovery found = Discovery.ofThisMachine();
        Assumptions.assumeFalse(found.devices().isEmpty(), found.reason() + ". " + found.remedy());
    }
}
