package dev.occam.cpu.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class WindowTilesTest {
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    @Test
    void aTileIsCompiledInTheBackgroundOnceAskedFor() throws InterruptedException {
        WindowTile tile = WindowTiles.of(32, 5).tile(Tiles.LANES);
        long start = System.nanoTime();
        while (!tile.ready() && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.sleep(5);
        }

        assertThat(tile.ready()).isTrue();
        assertThat(tile.tile()).isNotNull();
    }

    @Test
    void aRowOfWindowsIsWholeTilesWhereItCanBe() {
        Assumptions.assumeTrue(Tiles.ROWS == 8);

        assertThat(rows(32)).isEqualTo(8);
        assertThat(rows(16)).isEqualTo(8);
        assertThat(rows(28)).isEqualTo(14);
        assertThat(rows(14)).isEqualTo(14);
        assertThat(rows(224)).isEqualTo(14);
    }

    @Test
    void tilesThatWouldBeHalfEmptyAreNotWorthIt() {
        Assumptions.assumeTrue(Tiles.ROWS == 8);

        assertThat(WindowTiles.of(32, 64).areWorthwhile()).isTrue();
        assertThat(WindowTiles.of(9, 64).areWorthwhile()).isFalse();
    }

    private static int rows(int rowLength) {
        return WindowTiles.of(rowLength, 64).tile(2 * Tiles.LANES).rows();
    }
}
