package dev.occam.cpu.matmul;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The register tiles of products of windows, which are generated for the windows at hand: how far apart they are is part of
 * their instructions, and a row of windows should be whole tiles. Panels have one vector or two: with more rows they need no
 * third.
 */
final class WindowTiles {
    /** The highest tile. */
    static final int MOST_ROWS = 14;
    /** Shorter rows of windows fill no tile. */
    static final int FEWEST_ROWS = 6;
    /** So far apart, a tile's offsets still are small numbers. */
    static final int MOST_DISTANCE = 2048;

    private static final int WIDTH = 2 * Tiles.LANES;
    /** Heights whose sums fit into the registers, and which were fast. */
    private static final int[] HEIGHTS = Tiles.ROWS == 8 ? new int[] {8, MOST_ROWS} : new int[] {6};
    /** What a row costs with tiles that need not be whole rows of windows. */
    private static final double COST_BY_LINES = 1.28;

    private static final Map<List<Integer>, WindowTile> ALL = new ConcurrentHashMap<>();
    private static final List<WindowTile> SUMS = IntStream.rangeClosed(1, Tiles.WIDTH / Tiles.LANES)
            .mapToObj(vectors ->
                    new WindowTile(Tiles.ROWS, () -> TileClass.overWindows(Tiles.ROWS, vectors, Tiles.LANES)))
            .toList();

    private final boolean areWorthwhile;
    private final WindowTile narrow;
    private final WindowTile wide;

    private WindowTiles(int rowLength, int distance) {
        int rows = rows(rowLength);
        areWorthwhile = cost(rowLength, rows) <= COST_BY_LINES * rowLength;
        narrow = tile(rows, 1, distance);
        wide = tile(rows, 2, distance);
    }

    /** The tiles of windows side by side, so many and this far apart. */
    static WindowTiles of(int rowLength, int distance) {
        return new WindowTiles(rowLength, distance);
    }

    /** Columns of the next panel. */
    static int panelWidth(int columns) {
        return columns > Tiles.LANES ? WIDTH : Tiles.LANES;
    }

    /** Whether they are faster than those whose windows start anywhere. */
    boolean areWorthwhile() {
        return areWorthwhile;
    }

    /** Whether the tiles for so many columns may be used. Who asks wants them. */
    boolean areReady(int columns) {
        boolean wideReady = columns <= Tiles.LANES || wide.ready();
        int rest = columns % WIDTH;
        return wideReady && (rest == 0 || rest > Tiles.LANES || narrow.ready());
    }

    /** The tile of this {@link #panelWidth}. */
    WindowTile tile(int width) {
        return width == WIDTH ? wide : narrow;
    }

    /** Whether the tiles of products with windows on the right may be used. Who asks wants them. */
    static boolean areSumsReady() {
        boolean ready = true;
        for (int i = 0; i < SUMS.size(); i++) {
            ready &= SUMS.get(i).ready();
        }
        return ready;
    }

    /** The tile of so many columns, a multiple of {@link Tiles#LANES}, of windows on the right. */
    static WindowTile sums(int width) {
        return SUMS.get(width / Tiles.LANES - 1);
    }

    private static WindowTile tile(int rows, int vectors, int distance) {
        return ALL.computeIfAbsent(
                List.of(rows, vectors, distance),
                missing -> new WindowTile(rows, () -> TileClass.ofWindows(rows, vectors, Tiles.LANES, distance)));
    }

    private static int rows(int rowLength) {
        int best = HEIGHTS[0];
        for (int rows : HEIGHTS) {
            best = cost(rowLength, rows) < cost(rowLength, best) ? rows : best;
        }
        return best;
    }

    /** What a row of windows takes: at each k a tile does something once, and as much for each of its rows. */
    private static double cost(int rowLength, int rows) {
        int tiles = (rowLength + rows - 1) / rows;
        return tiles * (rows + 1.0);
    }
}
