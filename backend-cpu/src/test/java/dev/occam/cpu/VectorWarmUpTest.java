package dev.occam.cpu;

import dev.occam.cpu.kernel.VectorKernels;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorWarmUpTest {
    @Test
    void theModuleIsSeenWhenTheJvmHasIt() {
        assertThat(VectorKernels.available()).isTrue();
    }

    @Test
    void aWarmUpLeavesFastMatmulKernels() {
        VectorWarmUp.run();
        assertThat(VectorKernels.MATMUL.ready()).isTrue();
    }
}
