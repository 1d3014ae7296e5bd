package dev.occam.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.device.Availability.Usable;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CpuTest {
    @AfterEach
    void switchVectorsOn() {
        System.clearProperty("occam.cpu.vectors");
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertThat(ServiceLoader.load(Backend.class)).contains(new Cpu());
    }

    @Test
    void vectorsGiveTheHigherScoreAndNoRemark() {
        Usable usable = (Usable) new Cpu().probe();

        assertThat(usable.score()).isEqualTo(200);
        assertThat(usable.remark()).isEmpty();
    }

    @Test
    void withoutVectorsTheRemarkSaysWhy() {
        System.setProperty("occam.cpu.vectors", "false");

        Usable usable = (Usable) new Cpu().probe();

        assertThat(usable.score()).isEqualTo(100);
        assertThat(usable.remark()).isEqualTo("scalar path: -Doccam.cpu.vectors=false switches the vector kernels off");
    }

    @Test
    void theRemedyNamesTheOption() {
        assertThat(Cpu.remark(false, false))
                .isEqualTo("scalar path: start Java with --add-modules=jdk.incubator.vector for the vector kernels");
    }

    @Test
    void theDescriptionNamesThreadsAndVectors() {
        System.setProperty("occam.cpu.vectors", "false");
        try (Device device = new Cpu().open(new DeviceRequest("", OptionalInt.of(3)))) {
            assertThat(device.description()).isEqualTo("CPU, 3 threads, scalar");
        }
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedWithThoseThereAre() {
        DeviceRequest request = new DeviceRequest("gpu7", OptionalInt.empty());

        assertThatThrownBy(() -> new Cpu().open(request))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("backend \"cpu\" has no device \"gpu7\". Devices: 0 (");
    }
}
