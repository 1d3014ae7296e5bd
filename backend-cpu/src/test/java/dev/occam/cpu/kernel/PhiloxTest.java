package dev.occam.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PhiloxTest {
    @Test
    void theKnownAnswersComeOut() {
        assertWords(0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertWords(-1, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertWords(
                0x85a308d3243f6a88L,
                0x0370734413198a2eL,
                0x299f31d0a4093822L,
                0xd16cfe09,
                0x94fdcceb,
                0x5001e420,
                0x24126ea1);
    }

    private static void assertWords(long counter, long step, long key, int... words) {
        float[] values = new float[Philox.BLOCK];
        Philox.fillLane(values, 0, 0, values.length, counter, key, step);
        for (int w = 0; w < 4; w++) {
            assertThat(values[w * Philox.LANES]).isEqualTo((words[w] >>> 8) * 0x1p-24f);
        }
    }

    @Test
    void anElementTakesItsWordOfItsLanesCounter() {
        float[] values = new float[3 * Philox.BLOCK];
        Philox.fill(values, 0, 0, values.length, 11, 5);
        for (int e = 0; e < values.length; e++) {
            float[] one = new float[Philox.BLOCK];
            Philox.fillLane(one, 0, 0, one.length, e / 64 * 16 + e % 16, 11, 5);
            assertThat(values[e]).isEqualTo(one[e % 64 / 16 * 16]);
        }
    }

    @Test
    void anyPieceOfAStreamIsThatPieceOfTheWhole() {
        long far = (1L << 38) - 100;
        float[] whole = new float[400];
        Philox.fill(whole, 0, far, 400, 3, 4);
        for (int[] piece : new int[][] {{0, 0}, {0, 1}, {63, 65}, {1, 64}, {64, 64}, {64, 300}, {129, 271}, {399, 1}}) {
            float[] part = new float[piece[1] + 4];
            Philox.fill(part, 2, far + piece[0], piece[1], 3, 4);
            assertThat(part[0]).isZero();
            assertThat(part[1]).isZero();
            for (int i = 0; i < piece[1]; i++) {
                assertThat(part[2 + i]).isEqualTo(whole[piece[0] + i]);
            }
            assertThat(part[piece[1] + 2]).isZero();
            assertThat(part[piece[1] + 3]).isZero();
        }
    }

    @Test
    void valuesAreUniformFromZeroToBelowOne() {
        float[] values = new float[100_000];
        Philox.fill(values, 0, 0, values.length, 1, 2);
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            assertThat(value >= 0 && value < 1).isTrue();
            sum += value;
            squares += value * value;
        }
        assertThat(sum / values.length).isCloseTo(.5, within(.005));
        assertThat(squares / values.length).isCloseTo(1 / 3., within(.005));
    }

    @Test
    void stepAndKeyGiveOtherValues() {
        float[][] values = new float[3][64];
        Philox.fill(values[0], 0, 0, 64, 1, 1);
        Philox.fill(values[1], 0, 0, 64, 1, 2);
        Philox.fill(values[2], 0, 0, 64, 2, 1);
        assertThat(values[0]).isNotEqualTo(values[1]).isNotEqualTo(values[2]);
        assertThat(values[1]).isNotEqualTo(values[2]);
    }
}
