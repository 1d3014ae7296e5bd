package dev.occam.cpu.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.VectorPhilox;
import org.junit.jupiter.api.Test;

class VectorWarmUpTest {
    @Test
    void theModuleIsSeenWhenTheJvmHasIt() {
        assertThat(VectorKernels.available()).isTrue();
    }

    @Test
    void aWarmUpLeavesFastKernelsInEveryGroup() {
        assertThat(VectorWarmUp.run()).isTrue();
        assertThat(VectorKernels.MATMUL.ready()).isTrue();
        assertThat(VectorKernels.TANH.ready()).isTrue();
    }

    @Test
    void randomNumbersTakeVectorsWhereThoseAreLongEnough() {
        VectorWarmUp.run();
        assertThat(VectorKernels.RANDOM.ready()).isEqualTo(VectorPhilox.isWorthwhile());
    }

    @Test
    void whatWasAskedForIsCompiledInTheBackground() throws InterruptedException {
        long patience = System.nanoTime() + 120_000_000_000L;
        while (!VectorKernels.CONDITIONS.ready() && System.nanoTime() - patience < 0) {
            VectorWarmUp.start();
            Thread.sleep(5);
        }
        assertThat(VectorKernels.CONDITIONS.ready()).isTrue();
        assertThat(VectorKernels.CONDITIONS.isWanted()).isFalse();
    }
}
