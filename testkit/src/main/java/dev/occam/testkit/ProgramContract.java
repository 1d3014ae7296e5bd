package dev.occam.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Instruction;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Constant;
import dev.occam.device.Instruction.Gather;
import dev.occam.device.Instruction.Load;
import dev.occam.device.Instruction.Scalar;
import dev.occam.device.Instruction.Store;
import dev.occam.device.Launch;
import dev.occam.device.Philox;
import dev.occam.device.Program;
import dev.occam.device.View;
import dev.occam.tensor.Elementwise;
import dev.occam.tensor.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What programs must do on a device: what {@link Program} says, compared with {@link ReferenceDevice}.
 *
 * <p>Each line rounds to float32 on its own. Arithmetic is exact in that sense, so contraction to a fused multiply-add is a
 * failure; other functions may be off by what {@link ElementwiseContract} states. A sum of n terms may be off by
 * (8 + √n)·2⁻²⁴ times the sum of absolute values. Errors are carried through a program line by line. Elements that no line
 * stores keep their bits.
 */
public interface ProgramContract extends BackendUnderTest {
    @Test
    default void randomProgramsGiveWhatTheirLinesSay() {
        try (Device device = open(1)) {
            Trial.check(
                    device,
                    IntStream.range(0, 400).mapToObj(RandomPrograms::trial).toList());
        }
    }

    @Test
    default void programsGiveTheSameBitsOnRepeatAndWithTwoThreads() {
        try (Device one = open(1);
                Device two = open(2)) {
            List<Trial> trials = new ArrayList<>();
            for (int seed = 0; seed < 60; seed++) {
                trials.add(RandomPrograms.trial(seed));
            }
            for (Reduction reduction : Reduction.values()) {
                trials.add(Programs.reduction(reduction, 1, 1_000_003, 1));
                trials.add(Programs.reduction(reduction, 1009, 991, 1));
            }
            trials.add(Programs.chain(1_000_003, 1));
            Trial.checkSameBits(one, two, trials);
        }
    }

    @Test
    default void everySizeAndOffsetIsWorkedThrough() {
        try (Device device = open(2)) {
            List<Trial> trials = new ArrayList<>();
            for (int size : new int[] {0, 1, 15, 16, 17, 63, 64, 65, 1000}) {
                for (int offset = 0; offset < 4; offset++) {
                    trials.add(Programs.chain(size, offset));
                }
            }
            trials.add(Programs.chain(1_000_003, 3));
            Trial.check(device, trials);
        }
    }

    @Test
    default void everyReductionIsRightForEveryLength() {
        try (Device device = open(2)) {
            List<Trial> trials = new ArrayList<>();
            for (Reduction reduction : Reduction.values()) {
                for (int rows : new int[] {0, 1, 3, 16, 17, 100}) {
                    for (int length : new int[] {0, 1, 2, 15, 16, 17, 65, 300}) {
                        trials.add(Programs.reduction(reduction, rows, length, 1));
                    }
                }
                trials.add(Programs.reduction(reduction, 1, 1_000_003, 3));
                trials.add(Programs.reduction(reduction, 100_003, 10, 1));
            }
            Trial.check(device, trials);
        }
    }

    @Test
    default void aMaximumIsNanIfOneValueIs() {
        try (Device device = open(1)) {
            List<Trial> trials = new ArrayList<>();
            for (int length : new int[] {1, 17, 100}) {
                for (int at = 0; at < length; at += 8) {
                    trials.add(Programs.maximumOf(length, at, Float.NaN));
                    trials.add(Programs.maximumOf(length, at, Float.NEGATIVE_INFINITY));
                    trials.add(Programs.maximumOf(length, at, Float.POSITIVE_INFINITY));
                }
            }
            Trial.check(device, trials);
        }
    }

    @Test
    default void softmaxMayUseItsReductionsAgain() {
        try (Device device = open(2)) {
            Trial.check(
                    device,
                    IntStream.of(1, 10, 16, 33, 1000)
                            .mapToObj(length -> Programs.softmax(37, length))
                            .toList());
        }
    }

    @Test
    default void aGatherReadsRowsAndZeroOutside() {
        try (Device device = open(1)) {
            float[] numbers = {0, 4, -1, 5, 2, Float.NaN, 1e10f, -1e10f, 3, 1};
            float[] table = Programs.values(15, new Random(1));
            Program program = new Program(
                    "gather",
                    List.of(10, 3),
                    0,
                    List.of(
                            new Load(0, View.of(0, List.of(1, 0))),
                            new Gather(1, View.of(0, List.of(0, 1)), 3, 5, 0),
                            new Store(2, View.of(0, List.of(3, 1)), 1)));
            Trial.of(program, List.of(numbers, table, new float[30]), new Arguments(0))
                    .check(device);
        }
    }

    @Test
    default void randomNumbersAreThoseOfPhiloxToTheBit() {
        int size = 300;
        Program program = new Program(
                "random",
                List.of(size),
                0,
                List.of(
                        new Instruction.Random(-5, new Affine(37, List.of(1))),
                        new Instruction.Random(123456789, new Affine(0, List.of(7))),
                        new Store(0, View.of(0, List.of(1)), 0),
                        new Store(0, View.of(size, List.of(1)), 1)));
        Arguments arguments = new Arguments(0);
        arguments.random(0xFEDCBA9876543210L, 0x1234567887654321L);
        try (Device device = open(1)) {
            float[] found = Trial.of(program, List.of(new float[2 * size]), arguments)
                    .run(device)
                    .get(0);
            for (int i = 0; i < size; i++) {
                assertEquals(Philox.uniform(arguments.seed(), -5, arguments.step(), 37 + i), found[i], "element " + i);
                assertEquals(
                        Philox.uniform(arguments.seed(), 123456789, arguments.step(), 7L * i),
                        found[size + i],
                        "every 7th, " + i);
            }
        }
    }

    @Test
    default void argumentsCountAsTheyAreAtTheLaunch() {
        Program program = new Program(
                "scalar",
                List.of(3),
                0,
                List.of(
                        new Scalar(1),
                        new Load(0, View.of(0, List.of(1))),
                        new Constant(2),
                        new Apply(Elementwise.MUL, List.of(1, 2)),
                        new Apply(Elementwise.ADD, List.of(0, 3)),
                        new Store(0, View.of(0, List.of(1)), 4)));
        Arguments arguments = new Arguments(2);
        float[] values = new float[3];
        try (Device device = open(1);
                Buffer buffer = device.allocate(3)) {
            Launch launch = device.compile(program).bind(List.of(buffer));
            for (int i = 1; i <= 3; i++) {
                arguments.scalars()[1] = i;
                launch.run(arguments);
            }
            arguments.scalars()[1] = 100;
            device.read(buffer, 0, values, 0, 3);
        }
        assertEquals(List.of(11f, 11f, 11f), List.of(values[0], values[1], values[2]), "((0·2 + 1)·2 + 2)·2 + 3");
    }

    @Test
    default void aProgramMayStoreWhereItLoads() {
        try (Device device = open(2)) {
            Trial.check(device, List.of(Programs.update(5), Programs.update(10_003)));
        }
    }
}
