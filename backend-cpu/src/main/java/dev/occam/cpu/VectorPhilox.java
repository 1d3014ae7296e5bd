package dev.occam.cpu;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Philox} for sixteen counters at a time. */
final class VectorPhilox {
    private static final VectorSpecies<Integer> S = IntVector.SPECIES_512;
    private static final int LANES = Philox.LANES;
    private static final long HIGH = ~Philox.LOW;
    private static final int WORD = 32;
    private static final int ONE_BITS = 0x3f800000;
    private static final int UNIT_BITS = 0x33800000;

    /** Narrower machines have no multiplication of 64-bit lanes, and would be slower than the scalar path. */
    static final boolean SUPPORTED = IntVector.SPECIES_PREFERRED.length() == S.length();

    private VectorPhilox() {}

    /** Self-contained, because vectors that cross a call are boxed. */
    static void fillBlocks(float[] target, int offset, long firstBlock, int blocks, long key, long step) {
        for (int block = 0; block < blocks; block++) {
            long counter = (firstBlock + block) * LANES;
            IntVector c0 = IntVector.broadcast(S, (int) counter).addIndex(1);
            IntVector c1 = IntVector.broadcast(S, (int) (counter >>> WORD));
            IntVector c2 = IntVector.broadcast(S, (int) step);
            IntVector c3 = IntVector.broadcast(S, (int) (step >>> WORD));
            int k0 = (int) key;
            int k1 = (int) (key >>> WORD);
            for (int round = 0; round < Philox.ROUNDS; round++) {
                // Products of the even and of the odd lanes, 64 bits each.
                LongVector even0 = c0.reinterpretAsLongs().and(Philox.LOW).mul(Philox.MULTIPLIER_0);
                LongVector odd0 =
                        c0.reinterpretAsLongs().lanewise(VectorOperators.LSHR, WORD).mul(Philox.MULTIPLIER_0);
                LongVector even1 = c2.reinterpretAsLongs().and(Philox.LOW).mul(Philox.MULTIPLIER_1);
                LongVector odd1 =
                        c2.reinterpretAsLongs().lanewise(VectorOperators.LSHR, WORD).mul(Philox.MULTIPLIER_1);
                IntVector high0 = even0.lanewise(VectorOperators.LSHR, WORD).or(odd0.and(HIGH)).reinterpretAsInts();
                IntVector high1 = even1.lanewise(VectorOperators.LSHR, WORD).or(odd1.and(HIGH)).reinterpretAsInts();
                c0 = high1.lanewise(VectorOperators.XOR, c1).lanewise(VectorOperators.XOR, k0);
                c2 = high0.lanewise(VectorOperators.XOR, c3).lanewise(VectorOperators.XOR, k1);
                c1 = even1.and(Philox.LOW).or(odd1.lanewise(VectorOperators.LSHL, WORD)).reinterpretAsInts();
                c3 = even0.and(Philox.LOW).or(odd0.lanewise(VectorOperators.LSHL, WORD)).reinterpretAsInts();
                k0 += Philox.WEYL_0;
                k1 += Philox.WEYL_1;
            }
            int at = offset + block * Philox.BLOCK;
            store(c0, target, at);
            store(c1, target, at + LANES);
            store(c2, target, at + 2 * LANES);
            store(c3, target, at + 3 * LANES);
        }
    }

    /** 24 bits as a float, exactly: 23 of them as the fraction of a number in [1, 2), less 1, and the last one added. */
    private static void store(IntVector word, float[] target, int at) {
        IntVector bits = word.lanewise(VectorOperators.LSHR, Philox.UNUSED_BITS);
        var fraction = bits.lanewise(VectorOperators.LSHR, 1).or(ONE_BITS).reinterpretAsFloats().sub(1f);
        var last = bits.and(1).neg().and(UNIT_BITS).reinterpretAsFloats();
        fraction.add(last).intoArray(target, at);
    }
}
