package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Affine;
import dev.occam.device.Arguments;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.Instruction.Apply;
import dev.occam.device.Instruction.Random;
import dev.occam.device.Instruction.Scalar;
import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Values that a device computes wrongly are found. */
class ArithmeticDefectsTest {
    @Test
    void randomNumbersOfAnotherSiteStepOrSeedAreFound() {
        Consumer<BackendContract> test = ProgramContract::randomNumbersAreThoseOfPhiloxToTheBit;
        DefectiveDevice.caught(
                DefectiveDevice.misreadingLines(
                        line -> line instanceof Random random ? new Random(0, random.element()) : line),
                test);
        DefectiveDevice.caught(
                DefectiveDevice.misreadingLines(line -> line instanceof Random random
                        ? new Random(
                                random.site(), new Affine(0, random.element().strides()))
                        : line),
                test);
        DefectiveDevice.caught(
                DefectiveDevice.launching(launch -> arguments -> launch.run(
                        DefectiveDevice.withRandom(arguments, arguments.seed() & 0xFFFFFFFFL, arguments.step()))),
                test);
        DefectiveDevice.caught(
                DefectiveDevice.launching(launch -> arguments -> launch.run(
                        DefectiveDevice.withRandom(arguments, arguments.seed(), arguments.step() & 0xFFFFFFFFL))),
                test);
    }

    @Test
    void everyFunctionThatIsTooInexactIsFound() {
        for (Elementwise function : Elementwise.values()) {
            BackendContract contract = DefectiveDevice.contract(() -> DefectiveDevice.inexact(function, 1.000001f));
            DefectiveDevice.caught(contract, ElementwiseContract::everyFunctionIsExactEnoughOverItsRange);
            DefectiveDevice.caught(contract, ElementwiseContract::everyFunctionIsRightAtSpecialValues);
        }
    }

    @Test
    void arithmeticThatRoundsOtherwiseIsFound() {
        for (Elementwise function : List.of(Elementwise.ADD, Elementwise.SUB, Elementwise.MUL)) {
            BackendContract contract =
                    DefectiveDevice.contract(() -> DefectiveDevice.inexact(function, Math.nextUp(1f)));
            DefectiveDevice.caught(contract, ProgramContract::randomProgramsGiveWhatTheirLinesSay);
        }
    }

    @Test
    void exchangedOperandsAreFound() {
        for (Elementwise function : List.of(Elementwise.SUB, Elementwise.DIV, Elementwise.LT)) {
            DefectiveDevice.caught(
                    DefectiveDevice.misreadingLines(line -> line instanceof Apply apply && apply.function() == function
                            ? new Apply(
                                    function,
                                    List.of(
                                            apply.operands().get(1),
                                            apply.operands().get(0)))
                            : line),
                    ElementwiseContract::everyFunctionIsRightAtSpecialValues);
        }
    }

    @Test
    void scalarsThatStayAsTheyWereAtTheFirstLaunchAreFound() {
        DefectiveDevice.caught(
                DefectiveDevice.launching(launch -> {
                    List<Arguments> first = new ArrayList<>();
                    return arguments -> {
                        if (first.isEmpty()) {
                            first.add(DefectiveDevice.withRandom(arguments, arguments.seed(), arguments.step()));
                        }
                        launch.run(first.get(0));
                    };
                }),
                ProgramContract::argumentsCountAsTheyAreAtTheLaunch);
        DefectiveDevice.caught(
                DefectiveDevice.misreadingLines(line -> line instanceof Scalar ? new Scalar(0) : line),
                ProgramContract::argumentsCountAsTheyAreAtTheLaunch);
    }

    @Test
    void aLongFloatSumIsFound() {
        float[] ones = new float[1_000_003];
        Arrays.fill(ones, 0.1f);
        double exact = 0;
        float sequential = 0;
        for (float one : ones) {
            exact += one;
            sequential += one;
        }
        assertThat(Math.abs(sequential - exact)).isGreaterThan(Accuracy.ofSum(ones.length, exact));
    }

    @Test
    void resultsThatDependOnTheNumberOfThreadsAreFound() {
        BackendContract contract = new BackendContract() {
            @Override
            public Backend backend() {
                return new ReferenceBackend();
            }

            @Override
            public Device open(int threads) {
                return threads == 1 ? new ReferenceDevice() : DefectiveDevice.inexact(Elementwise.MUL, Math.nextUp(1f));
            }
        };
        DefectiveDevice.caught(contract, ProgramContract::programsGiveTheSameBitsOnRepeatAndWithTwoThreads);
    }
}
