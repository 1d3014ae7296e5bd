package dev.occam.cpu.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.cpu.kernel.ImpatientWarmUp;
import dev.occam.cpu.kernel.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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

    @Test
    void tilesThatStaySlowAreSaidOnce() {
        List<String> notices = new ArrayList<>();
        WarmUp warmUp = ImpatientWarmUp.saying(notices::add);
        Tile slow = (depth, a, ao, aStep, rows, row, b, bo, bStep, c, co, cRow, first) -> LockSupport.parkNanos(1_000);

        for (int tiles = 0; tiles < 2; tiles++) {
            new WindowTile(1, () -> slow).warmUp(warmUp);
        }

        assertThat(notices).singleElement().asString().startsWith("Slower code stays in use for some convolutions.");
    }

    private static int rows(int rowLength) {
        return WindowTiles.of(rowLength, 64).tile(2 * Tiles.LANES).rows();
    }
}
