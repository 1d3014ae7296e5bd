package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.error.RequestException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SelectionTest {
    private static final Hardware RED = device("Red 7900", false);
    private static final Hardware GREEN = device("Green H200", false);
    private static final List<Hardware> BOTH = List.of(RED, GREEN);

    static Hardware device(String name, boolean isProcessor) {
        return new Hardware(1, 2, name, "OpenCL 3.0, 1", isProcessor, 1 << 20, 1 << 19, 8, 8, 256, true);
    }

    @Test
    void withoutASelectorItIsTheFirst() {
        assertThat(Selection.of("", BOTH)).isSameAs(RED);
    }

    @Test
    void aNumberCountsDevices() {
        assertThat(Selection.of("1", BOTH)).isSameAs(GREEN);
    }

    @Test
    void aPartOfTheNameIsEnoughInAnyCase() {
        assertThat(Selection.of("green", BOTH)).isSameAs(GREEN);
        assertThat(Selection.of("7900", BOTH)).isSameAs(RED);
    }

    @Test
    void anUnknownDeviceIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Selection.of("2", BOTH))
                .isInstanceOf(RequestException.class)
                .hasMessage("backend \"opencl\" has no device \"2\". Devices: 0 (Red 7900), 1 (Green H200).");
    }

    @Test
    void aGraphicsProcessorIsPreferredToTheProcessorAndThatToThisDetour() {
        assertThat(OpenCl.score(GREEN)).isEqualTo(1008);
        assertThat(OpenCl.score(device("pthread-any", true))).isEqualTo(50);
    }

    @Test
    void theKindOfDeviceDecidesOnTheKindOfKernels() {
        assertThat(GREEN.target()).isEqualTo(Target.groups(8));
        assertThat(device("pthread-any", true).target()).isEqualTo(Target.vectors(8));
    }
}
