package dev.occam.cpu.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.cpu.kernel.VectorWidth;
import dev.occam.tensor.Elementwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoopPartsTest {
    private static final int ARRAYS = 4;
    private static final int SINGLES = 3;
    private static final int LENGTH = 4 * VectorWidth.LANES;

    @Test
    void aShortLoopStaysAsItIs() {
        LoopBody body = body(new Random(1), 10);

        LoopParts parts = LoopParts.of(body, ARRAYS, 40);

        assertThat(parts.bodies()).containsExactly(body);
        assertThat(parts.scratch()).isZero();
    }

    @Test
    void noPartIsLongerThanAllowed() {
        LoopParts parts = LoopParts.of(body(new Random(2), 100), ARRAYS, 40);

        assertThat(parts.bodies()).hasSizeGreaterThan(2).allMatch(part -> part.cost() <= 40);
    }

    @Test
    void whereOneValueCrossesOneArrayIsEnough() {
        LoopBody body = new LoopBody();
        body.input(0, 0);
        for (int value = 1; value <= 60; value++) {
            body.operation(value, Elementwise.ADD, List.of(value - 1, value - 1));
        }
        body.output(60, 0);

        LoopParts parts = LoopParts.of(body, 1, 40);

        assertThat(parts.bodies()).hasSize(2);
        assertThat(parts.scratch()).isOne();
    }

    @Test
    void partsOneAfterAnotherGiveTheSameBitsInPlaceToo() {
        for (int seed = 0; seed < 40; seed++) {
            LoopBody body = body(new Random(seed), 20 + seed * 3);
            LoopParts parts = LoopParts.of(body, ARRAYS, 16);

            assertThat(run(parts.bodies(), parts.scratch(), seed)).isEqualTo(run(List.of(body), 0, seed));
        }
    }

    /** Loads from all arrays, and stores to two that it loads from. */
    private static LoopBody body(Random random, int operations) {
        LoopBody body = new LoopBody();
        int values = 0;
        for (int array = 0; array < ARRAYS; array++) {
            body.input(values++, array);
        }
        for (int single = 0; single < SINGLES; single++) {
            body.single(values++, single);
        }
        Elementwise[] functions = {Elementwise.ADD, Elementwise.SUB, Elementwise.MUL, Elementwise.MAX, Elementwise.LT};
        for (int number = 0; number < operations; number++) {
            int value = values++;
            if (number % 7 == 6) {
                body.operation(value, Elementwise.SELECT, List.of(value - 1, near(random, value), near(random, value)));
            } else {
                Elementwise function = number % 7 == 5 ? Elementwise.LT : functions[random.nextInt(functions.length)];
                body.operation(value, function, List.of(near(random, value), near(random, value)));
            }
        }
        body.output(ARRAYS + SINGLES + random.nextInt(operations), 0);
        body.output(values - 1, 2);
        return body;
    }

    private static int near(Random random, int value) {
        return random.nextInt(3) == 0
                ? random.nextInt(ARRAYS + SINGLES)
                : value - 1 - random.nextInt(Math.min(value, 6));
    }

    private static float[][] run(List<LoopBody> bodies, int scratch, int seed) {
        Random random = new Random(seed);
        float[][] arrays = new float[ARRAYS + scratch][LENGTH];
        for (int array = 0; array < ARRAYS; array++) {
            for (int i = 0; i < LENGTH; i++) {
                arrays[array][i] = random.nextFloat() * 2 - 1;
            }
        }
        float[][] singles = new float[SINGLES][1];
        for (float[] single : singles) {
            single[0] = random.nextFloat();
        }
        for (LoopBody body : bodies) {
            int[] starts = new int[arrays.length];
            LoopClass.load(body, Lanes.VECTOR, Path.STRAIGHT).run(arrays, singles, starts, starts, LENGTH, LENGTH, 1);
        }
        List<float[]> results = new ArrayList<>(List.of(arrays).subList(0, ARRAYS));
        return results.toArray(float[][]::new);
    }
}
