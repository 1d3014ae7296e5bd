package dev.occam.cpu.kernel;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Philox} on vectors: a word of a counter takes a lane of 64 bits, so that a product keeps its high half. Counters
 * with even and odd numbers are apart until their words come together as the halves of lanes.
 *
 * <p>Everything is written out, for C2 stops to inline methods of ours in code that is so long, and boxes what it hands over
 * to them. Bits above the 32 of a word stay in place until it is multiplied; on Java 25 the mask there makes the product one
 * instruction.
 */
public final class VectorPhilox {
    private static final int MOST_BITS = 512;
    private static final VectorSpecies<Long> L = VectorSpecies.of(
            long.class, VectorShape.forBitSize(Math.min(MOST_BITS, LongVector.SPECIES_PREFERRED.vectorBitSize())));
    private static final long[] EVEN = new long[L.length()];
    private static final int WORDS = 4;
    private static final int ODD = WORDS * L.length();

    /** Counters of one pass of the loop. */
    private static final int COUNTERS = 2 * L.length();

    static {
        for (int lane = 0; lane < EVEN.length; lane++) {
            EVEN[lane] = 2L * lane;
        }
    }

    private VectorPhilox() {}

    /** Whether vectors are long enough: a number takes 0.7 to 1.3 ns with 512 bits, and with fewer what plain code takes. */
    public static boolean isWorthwhile() {
        return LongVector.SPECIES_PREFERRED.vectorBitSize() >= MOST_BITS;
    }

    /**
     * Does what {@link Philox#fill} does.
     *
     * @param words scratch for {@link Philox#SCRATCH} numbers
     * @param part scratch for a block
     */
    public static void fill(
            float[] target, int offset, long firstElement, int count, long key, long step, long[] words, float[] part) {
        int done = 0;
        while (done < count) {
            long element = firstElement + done;
            long block = element / Philox.BLOCK;
            int within = (int) (element & (Philox.BLOCK - 1));
            int length = Math.min(count - done, Philox.BLOCK - within);
            if (length == Philox.BLOCK) {
                block(target, offset + done, block, key, step, words);
            } else {
                block(part, 0, block, key, step, words);
                System.arraycopy(part, within, target, offset + done, length);
            }
            done += length;
        }
    }

    private static void block(float[] target, int at, long block, long key, long step, long[] words) {
        for (int lane = 0; lane < Philox.LANES; lane += COUNTERS) {
            long counter = block * Philox.LANES + lane;
            words(counter, key, step, words, 0);
            words(counter + 1, key, step, words, ODD);
            store(target, at + lane, words);
        }
    }

    /** The words of every second counter, in the low halves. */
    private static void words(long counter, long key, long step, long[] words, int at) {
        LongVector multiplier0 = LongVector.broadcast(L, Philox.MULTIPLIER_0);
        LongVector multiplier1 = LongVector.broadcast(L, Philox.MULTIPLIER_1);
        LongVector w0 = LongVector.fromArray(L, EVEN, 0).add(counter);
        LongVector w1 = w0.lanewise(VectorOperators.LSHR, 32);
        LongVector w2 = LongVector.broadcast(L, step);
        LongVector w3 = LongVector.broadcast(L, step >>> 32);
        int key0 = (int) key;
        int key1 = (int) (key >>> 32);
        for (int round = 0; round < Philox.ROUNDS; round++) {
            LongVector product0 = w0.and(Philox.LOW).mul(multiplier0.and(Philox.LOW));
            LongVector product1 = w2.and(Philox.LOW).mul(multiplier1.and(Philox.LOW));
            w0 = product1.lanewise(VectorOperators.LSHR, 32)
                    .lanewise(VectorOperators.XOR, w1)
                    .lanewise(VectorOperators.XOR, key0 & Philox.LOW);
            w1 = product1;
            w2 = product0.lanewise(VectorOperators.LSHR, 32)
                    .lanewise(VectorOperators.XOR, w3)
                    .lanewise(VectorOperators.XOR, key1 & Philox.LOW);
            w3 = product0;
            key0 += Philox.WEYL_0;
            key1 += Philox.WEYL_1;
        }
        w0.intoArray(words, at);
        w1.intoArray(words, at + L.length());
        w2.intoArray(words, at + 2 * L.length());
        w3.intoArray(words, at + 3 * L.length());
    }

    /** The high bits of each word as a number below 1; those of a counter are 16 places apart. */
    private static void store(float[] target, int at, long[] words) {
        for (int word = 0; word < WORDS; word++) {
            LongVector.fromArray(L, words, word * L.length())
                    .and(Philox.LOW)
                    .or(LongVector.fromArray(L, words, ODD + word * L.length()).lanewise(VectorOperators.LSHL, 32))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, Philox.UNUSED_BITS)
                    .convert(VectorOperators.I2F, 0)
                    .reinterpretAsFloats()
                    .mul(Philox.UNIT)
                    .intoArray(target, at + word * Philox.LANES);
        }
    }
}
