package dev.occam.testkit;

import dev.occam.device.Device;
import dev.occam.device.MatMul;
import dev.occam.testkit.RandomMatMuls.Epilogue;
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
            for (int[] shape : shapes) {
                for (Epilogue epilogue : Epilogue.values()) {
                    for (int transposed = 0; transposed < 4; transposed++) {
                        RandomMatMuls.plain(shape, (transposed & 1) != 0, (transposed & 2) != 0, epilogue)
                                .check(device);
                    }
                }
            }
        }
    }

    @Test
    default void largeProductsAreRightWithTwoThreads() {
        try (Device device = open(2)) {
            RandomMatMuls.plain(new int[] {1, 130, 257, 300}, false, false, Epilogue.BIAS_AND_ACTIVATION)
                    .check(device);
            RandomMatMuls.plain(new int[] {1, 257, 100, 1025}, true, false, Epilogue.STORE)
                    .check(device);
            RandomMatMuls.plain(new int[] {1, 3, 700, 129}, false, true, Epilogue.MASK)
                    .check(device);
            RandomMatMuls.plain(new int[] {5, 65, 33, 128}, true, true, Epilogue.ACCUMULATE)
                    .check(device);
        }
    }

    @Test
    default void nothingToAddIsZeroAndNothingToStoreIsNothing() {
        try (Device device = open(1)) {
            for (int[] shape : new int[][] {{1, 3, 17, 0}, {1, 0, 5, 4}, {1, 5, 0, 4}, {0, 5, 4, 3}}) {
                for (Epilogue epilogue : Epilogue.values()) {
                    RandomMatMuls.plain(shape, false, false, epilogue).check(device);
                }
            }
        }
    }

    @Test
    default void convolutionsAreRight() {
        int[][] sizes = {{2, 7, 9, 5, 3, 4}, {3, 14, 14, 32, 5, 64}, {1, 28, 28, 1, 5, 20}, {2, 6, 5, 16, 2, 33}};
        try (Device device = open(2)) {
            for (int[] size : sizes) {
                for (Epilogue epilogue : Epilogue.values()) {
                    RandomMatMuls.convolution(size, 1, 0, false, epilogue).check(device);
                    RandomMatMuls.convolution(size, 1, size[4] / 2, false, epilogue)
                            .check(device);
                    RandomMatMuls.convolution(size, 2, 1, false, epilogue).check(device);
                    RandomMatMuls.convolution(size, 1, size[4] / 2, true, epilogue)
                            .check(device);
                }
            }
        }
    }

    @Test
    default void randomProductsOverRandomViewsAreRight() {
        try (Device device = open(1)) {
            for (int seed = 0; seed < 120; seed++) {
                RandomMatMuls.trial(seed).check(device);
            }
        }
    }

    @Test
    default void productsGiveTheSameBitsOnRepeatAndWithTwoThreads() {
        try (Device one = open(1);
                Device two = open(2)) {
            for (int seed = 0; seed < 30; seed++) {
                RandomMatMuls.trial(seed).checkSameBits(one, two);
            }
            RandomMatMuls.plain(new int[] {1, 257, 130, 300}, false, true, Epilogue.BIAS_AND_ACTIVATION)
                    .checkSameBits(one, two);
            RandomMatMuls.convolution(new int[] {5, 14, 14, 32, 5, 64}, 1, 2, false, Epilogue.BIAS_AND_ACTIVATION)
                    .checkSameBits(one, two);
        }
    }
}
