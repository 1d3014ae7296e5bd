package dev.occam.cpu.matmul;

/** Lets tests of other packages have window tiles without waiting for the compiler. */
public final class WindowTilesAtOnce {
    private WindowTilesAtOnce() {}

    public static void use(boolean use) {
        WindowTile.useAtOnce(use);
    }
}
