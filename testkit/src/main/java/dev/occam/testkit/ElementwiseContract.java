package dev.occam.testkit;

import dev.occam.device.Device;
import dev.occam.tensor.Elementwise;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * How exact each {@link Elementwise} function must be on a device, in units in the last place of the exact value rounded to
 * float32.
 *
 * <table>
 * <caption>Largest error</caption>
 * <tr><td>NEG ABS FLOOR ADD SUB MUL MIN MAX LT SELECT</td><td>0</td></tr>
 * <tr><td>DIV</td><td>2.5</td></tr>
 * <tr><td>SQRT EXP LOG</td><td>3</td></tr>
 * <tr><td>TANH</td><td>5</td></tr>
 * </table>
 *
 * <p>Infinities and NaNs must come out as {@link Elementwise#apply} gives them; NaN is NaN whatever its bits, and −0 may be 0,
 * but is −0 as an operand. Results below 2⁻¹²⁶ may be flushed to 0; operands below it are not tried.
 */
public interface ElementwiseContract extends BackendUnderTest {
    @Test
    default void everyFunctionIsRightAtSpecialValues() {
        try (Device device = open(1)) {
            Trial.check(
                    device,
                    Arrays.stream(Elementwise.values())
                            .map(Elementwises::atSpecialValues)
                            .toList());
        }
    }

    @Test
    default void everyFunctionIsExactEnoughOverItsRange() {
        try (Device device = open(2)) {
            Trial.check(
                    device,
                    Arrays.stream(Elementwise.values())
                            .map(function -> Elementwises.overTheRange(function, 20_011))
                            .toList());
        }
    }
}
