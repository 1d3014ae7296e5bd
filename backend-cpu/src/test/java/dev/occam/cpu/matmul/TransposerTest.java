package dev.occam.cpu.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransposerTest {
    private static final int ROWS = Tiles.LANES;

    private final Random random = new Random(5);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 16, 23, 160})
    void eachElementChangesRowAndColumnAndNothingElseIsWritten(int more) {
        int depth = ROWS + more;
        int rowStep = depth + 2;
        int toStep = ROWS + 3;
        float[] from = values(5 + ROWS * rowStep);
        float[] to = values(4 + (depth + 1) * toStep);
        float[] expected = to.clone();
        for (int row = 0; row < ROWS; row++) {
            for (int k = 0; k < depth; k++) {
                expected[4 + k * toStep + row] = from[5 + row * rowStep + k];
            }
        }

        Transposer.transpose(depth, from, 5, rowStep, to, 4, toStep);

        assertThat(to).isEqualTo(expected);
    }

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
