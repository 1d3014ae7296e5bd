package dev.occam.cpu.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileClassTest {
    private static final int DEPTH = 19;
    private static final int DISTANCE = 33;
    private static final int LANES = Tiles.LANES;

    private final Random random = new Random(11);

    @ParameterizedTest
    @CsvSource({"1,1", "4,3", "6,2", "8,1", "8,3", "12,2", "14,2"})
    void aTileOfAnySizeIsTheChainOverK(int rows, int vectors) {
        for (TileLeft left : TileLeft.values()) {
            check(TileClass.load(rows, vectors, LANES, left), left, TileTable.NONE, rows, vectors);
        }
        Tile ofWindows = TileClass.ofWindows(rows, vectors, LANES, DISTANCE);
        check(ofWindows, TileLeft.BY_ROWS, TileTable.OF_A, rows, vectors);
        Tile overWindows = TileClass.overWindows(rows, vectors, LANES);
        check(overWindows, TileLeft.BY_COLUMNS, TileTable.OF_B, rows, vectors);
    }

    private void check(Tile tile, TileLeft left, TileTable table, int rows, int vectors) {
        check(tile, left, table, rows, vectors * LANES, true);
        check(tile, left, table, rows, vectors * LANES, false);
    }

    private void check(Tile tile, TileLeft left, TileTable table, int rows, int columns, boolean first) {
        int[] lines = random.ints(Math.max(rows, DEPTH), 0, 100).toArray();
        float[] a = values(5 + rows * TileLeft.PITCH + 100);
        float[] b = values(3 + DEPTH * (columns + 2) + 100);
        float[] before = values(7 + rows * (columns + 1));
        if (first) {
            Arrays.fill(before, Float.NaN);
        }
        float[] c = before.clone();

        tile.multiply(DEPTH, a, 5, rows + 1, lines, 0, b, 3, columns + 2, c, 7, columns + 1, first);

        float[] expected = before.clone();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int at = 7 + row * (columns + 1) + column;
                float sum = first ? 0 : before[at];
                for (int k = 0; k < DEPTH; k++) {
                    float x = a[5 + placeInA(left, table, row, k, rows + 1, lines)];
                    sum = Math.fma(x, b[3 + placeInB(table, k, columns + 2, lines) + column], sum);
                }
                expected[at] = sum;
            }
        }
        assertThat(c).as("%s, %s, first %s", left, table, first).isEqualTo(expected);
    }

    private static int placeInA(TileLeft left, TileTable table, int row, int k, int step, int[] lines) {
        if (table == TileTable.OF_A) {
            return lines[k] + row * DISTANCE;
        }
        return switch (left) {
            case BY_COLUMNS -> k * step + row;
            case BY_ROWS -> row * TileLeft.PITCH + k;
            case BY_LINES -> lines[row] + k;
        };
    }

    private static int placeInB(TileTable table, int k, int step, int[] lines) {
        return table == TileTable.OF_B ? lines[k] : k * step;
    }

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - .5f;
        }
        return values;
    }
}
