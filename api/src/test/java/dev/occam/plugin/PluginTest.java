package dev.occam.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginTest {
    @ParameterizedTest
    @CsvSource({
        "DecoupledDecay, decoupled-decay",
        "maxNorm, max-norm",
        "Sgd, sgd",
        "L1, l1",
        "ActivityL1, activity-l1",
        "Conv2d, conv2d",
        "Top5Error, top5-error",
        "SWAStart, swa-start",
        "SWA, swa",
        "aB, a-b",
        "x, x",
    })
    void aNameIsTheIdentifierInKebabCase(String identifier, String name) {
        assertThat(Plugin.nameOf(identifier)).isEqualTo(name);
    }
}
