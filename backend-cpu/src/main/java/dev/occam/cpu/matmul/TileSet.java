package dev.occam.cpu.matmul;

import java.util.EnumMap;
import java.util.Map;

/** The register tiles of this machine; loading this class generates them. */
public final class TileSet {
    private static final Tile[][] TILES = generate();
    private static final Map<TileLeft, CopyingTile> COPYING = generateCopying();

    private TileSet() {}

    /** The tile of this many columns, a multiple of {@link Tiles#LANES}. */
    public static Tile of(int width, TileLeft left) {
        return TILES[left.ordinal()][width / Tiles.LANES - 1];
    }

    /** Whether the widest tile can copy B; products that read A by lines are too few. */
    public static boolean copies(int width, TileLeft left) {
        return width == Tiles.WIDTH && left != TileLeft.BY_LINES;
    }

    /** The widest tile that copies B. */
    public static CopyingTile copying(TileLeft left) {
        return COPYING.get(left);
    }

    private static Tile[][] generate() {
        TileLeft[] ways = TileLeft.values();
        int vectors = Tiles.WIDTH / Tiles.LANES;
        Tile[][] tiles = new Tile[ways.length][vectors];
        for (TileLeft left : ways) {
            for (int count = 1; count <= vectors; count++) {
                tiles[left.ordinal()][count - 1] = TileClass.load(Tiles.ROWS, count, Tiles.LANES, left);
            }
        }
        return tiles;
    }

    private static Map<TileLeft, CopyingTile> generateCopying() {
        Map<TileLeft, CopyingTile> tiles = new EnumMap<>(TileLeft.class);
        for (TileLeft left : TileLeft.values()) {
            if (copies(Tiles.WIDTH, left)) {
                tiles.put(left, TileClass.loadCopying(Tiles.ROWS, Tiles.WIDTH / Tiles.LANES, Tiles.LANES, left));
            }
        }
        return tiles;
    }
}
