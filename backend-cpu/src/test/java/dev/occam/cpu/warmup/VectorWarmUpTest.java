package dev.occam.cpu.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.cpu.kernel.ImpatientWarmUp;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.kernel.VectorPhilox;
import dev.occam.cpu.kernel.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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

    @Test
    void aGroupThatStaysSlowIsSaidOnce() {
        List<String> notices = new ArrayList<>();
        WarmUp warmUp = ImpatientWarmUp.saying(notices::add);
        List<VectorProbe> slow = List.of(new VectorProbe(1, () -> LockSupport.parkNanos(1_000)));

        for (int times = 0; times < 2; times++) {
            assertThat(VectorWarmUp.run(VectorKernels.EXP, slow, warmUp)).isFalse();
        }

        assertThat(notices).singleElement().asString().startsWith("Slower code stays in use for exponentials.");
    }
}
