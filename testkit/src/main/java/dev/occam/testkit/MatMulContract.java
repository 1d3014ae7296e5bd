package dev.occam.testkit;

import dev.occam.device.Device;
import dev.occam.device.MatMul;
import dev.occam.testkit.RandomMatMuls.Epilogue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What matrix products must do on a device: what {@link MatMul} says, compared with sums in double precision.
 *
 * <p>A product over k may be off by (2 + k)·2⁻²⁴·Σ|a·b|, as a float32 sum in any order is. It is then one float32 value,
 * with which the epilogue works as a program does.
 */
public interface MatMulContract extends BackendUnderTest {
    @Test
    default void everyTranspositionAndEpilogueIsRight() {
        int[][] shapes = {{1, 1, 1, 1}, {1, 17, 15, 33}, {1, 64, 48, 32}, {1, 5, 1, 64}, {1, 1, 33, 100}, {3, 7, 9, 5}};
        try (Device device = open(1)) {
            List<Trial> trials = new ArrayList<>();
            for (int[] shape : shapes) {
                for (Epilogue epilogue : Epilogue.values()) {
                    for (int transposed = 0; transposed < 4; transposed++) {
                        trials.add(RandomMatMuls.plain(shape, (transposed & 1) != 0, (transposed & 2) != 0, epilogue));
                    }
                }
            }
            Trial.check(device, trials);
        }
    }

    @Test
    default void largeProductsAreRightWithTwoThreads() {
        try (Device device = open(2)) {
            Trial.check(
                    device,
                    List.of(
                            RandomMatMuls.plain(
                                    new int[] {1, 130, 257, 300}, false, false, Epilogue.BIAS_AND_ACTIVATION),
                            RandomMatMuls.plain(new int[] {1, 257, 100, 1025}, true, false, Epilogue.STORE),
                            RandomMatMuls.plain(new int[] {1, 3, 700, 129}, false, true, Epilogue.MASK),
                            RandomMatMuls.plain(new int[] {5, 65, 33, 128}, true, true, Epilogue.ACCUMULATE)));
        }
    }

    @Test
    default void nothingToAddIsZeroAndNothingToStoreIsNothing() {
        try (Device device = open(1)) {
            List<Trial> trials = new ArrayList<>();
            for (int[] shape : new int[][] {{1, 3, 17, 0}, {1, 0, 5, 4}, {1, 5, 0, 4}, {0, 5, 4, 3}}) {
                for (Epilogue epilogue : Epilogue.values()) {
                    trials.add(RandomMatMuls.plain(shape, false, false, epilogue));
                }
            }
            Trial.check(device, trials);
        }
    }

    @Test
    default void convolutionsAreRight() {
        int[][] sizes = {{2, 7, 9, 5, 3, 4}, {3, 14, 14, 32, 5, 64}, {1, 28, 28, 1, 5, 20}, {2, 6, 5, 16, 2, 33}};
        List<Trial> trials = new ArrayList<>();
        for (int[] size : sizes) {
            for (Epilogue epilogue : List.of(Epilogue.STORE, Epilogue.BIAS_AND_ACTIVATION)) {
                trials.add(RandomMatMuls.convolution(size, 1, 0, false, epilogue));
                trials.add(RandomMatMuls.convolution(size, 1, size[4] / 2, false, epilogue));
                trials.add(RandomMatMuls.convolution(size, 2, 1, false, epilogue));
                trials.add(RandomMatMuls.convolution(size, 1, size[4] / 2, true, epilogue));
            }
        }
        try (Device device = open(2)) {
            Trial.check(device, trials);
        }
    }

    @Test
    default void randomProductsOverRandomViewsAreRight() {
        try (Device device = open(1)) {
            Trial.check(
                    device,
                    IntStream.range(0, 120).mapToObj(RandomMatMuls::trial).toList());
        }
    }

    @Test
    default void productsGiveTheSameBitsOnRepeatAndWithTwoThreads() {
        try (Device one = open(1);
                Device two = open(2)) {
            List<Trial> trials = new ArrayList<>();
            for (int seed = 0; seed < 30; seed++) {
                trials.add(RandomMatMuls.trial(seed));
            }
            trials.add(RandomMatMuls.plain(new int[] {1, 257, 130, 300}, false, true, Epilogue.BIAS_AND_ACTIVATION));
            trials.add(RandomMatMuls.convolution(
                    new int[] {5, 14, 14, 32, 5, 64}, 1, 2, false, Epilogue.BIAS_AND_ACTIVATION));
            Trial.checkSameBits(one, two, trials);
        }
    }
}
