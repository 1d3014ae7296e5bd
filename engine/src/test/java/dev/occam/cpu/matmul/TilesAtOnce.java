package dev.occam.cpu.matmul;

/** Lets whole trainings have window tiles without waiting for the compiler. */
public final class TilesAtOnce {
    private TilesAtOnce() {}

    public static void use() {
        WindowTile.useAtOnce(true);
    }
}
