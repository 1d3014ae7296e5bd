package dev.occam.cpu.matmul;

/** The register tiles of this machine; loading this class generates them. */
public final class TileSet {
    private static final Tile[][] TILES = generate();

    private TileSet() {}

    /** The tile of this many columns, a multiple of {@link Tiles#LANES}. */
    public static Tile of(int width, TileLeft left) {
        return TILES[left.ordinal()][width / Tiles.LANES - 1];
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
}
