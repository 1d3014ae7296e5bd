package dev.occam.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kernels for GPUs give what those for processors give, to the bit where nothing is summed up in groups. */
final class GroupKernelsTest {
    private static Device processor;
    private static Device groups;

    @BeforeAll
    static void open() {
        Here.assumeAPlatform();
        processor = OpenCl.open(DeviceRequest.DEFAULT, Target.vectors(16));
        groups = OpenCl.open(DeviceRequest.DEFAULT, Target.groups(4));
    }

    @AfterAll
    static void close() {
        if (processor != null) {
            processor.close();
            groups.close();
        }
    }

    @Test
    void everyValueOfAProductIsTheSameChain() {
        for (MatMul product : List.of(
                Samples.plain(64, 48, 32),
                Samples.transposed(70, 33, 50),
                Samples.plain(17, 129, 9),
                Samples.plain(200, 300, 20))) {
            int[] sizes = {product.m() * product.k(), product.k() * product.n(), product.m() * product.n()};

            assertThat(Samples.run(groups, groups.compile(product), sizes).get(2))
                    .isEqualTo(Samples.run(processor, processor.compile(product), sizes)
                            .get(2));
        }
    }

    @Test
    void aConvolutionIsTheSameProduct() {
        MatMul convolution = Samples.convolution(2, 6, 5, 20);
        int[] sizes = {2 * 36 * 5, 45 * 20, 72 * 20};

        assertThat(Samples.run(groups, groups.compile(convolution), sizes).get(2))
                .isEqualTo(Samples.run(processor, processor.compile(convolution), sizes)
                        .get(2));
    }

    @Test
    void whatIsNotSummedIsTheSame() {
        same(Samples.rectified(1000), 0, 1000, 1000);
        same(Samples.noise(333), 0, 333, 333);
    }

    @Test
    void sumsDifferByTheirOrderOnly() {
        same(Samples.softmax(7, 10), 1e-6f, 70);
        same(Samples.softmax(3, 700), 1e-6f, 2100);
        same(Samples.columnSums(1000, 20), 1e-4f, 20_000, 20);
        same(Samples.update(100_003), 1e-2f, 100_003, 100_003, 1);
    }

    private static void same(Program program, float tolerance, int... sizes) {
        List<float[]> expected = Samples.run(processor, processor.compile(program), sizes);
        List<float[]> found = Samples.run(groups, groups.compile(program), sizes);
        for (int buffer = 0; buffer < sizes.length; buffer++) {
            assertThat(found.get(buffer)).containsExactly(expected.get(buffer), Offset.offset(tolerance));
        }
    }
}
