package dev.occam.cpu.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.cpu.kernel.VectorKernels;
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
