package dev.occam.cpu.matmul;

/**
 * Copies parts of a matmul operand into panels that the tiles read.
 *
 * <p>An operand is seen as {@code outer × depth}: for A outer is the row, for B the column; depth is always k.
 */
public interface Packer {
    /**
     * Packs outer indices {@code first .. first+count-1} into consecutive panels of {@code width} of them each:
     * element (outer, k) of a panel goes to {@code target[panelStart + (k-firstDepth)*width + outer-panelFirst]}.
     * The last panel is filled up with whatever is quickest: the target holds {@code ceil(count/width)*width*depth} values,
     * and what is computed from those behind the last is thrown away.
     */
    void pack(int first, int count, int width, int firstDepth, int depth, float[] target, int targetOffset);
}
