package dev.occam.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Packs a full panel whose columns lie next to each other, a vector at a time. */
final class PanelCopy {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private PanelCopy() {}

    /** Copies {@code depth} runs of {@code width} values, a multiple of the vector length. */
    static void copy(int depth, int width, float[] from, int offset, int step, float[] to, int panel) {
        if (width == 3 * L) {
            copyThree(depth, from, offset, step, to, panel);
            return;
        }
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < width; j += L) {
                FloatVector.fromArray(S, from, offset + j).intoArray(to, panel + j);
            }
            offset += step;
            panel += width;
        }
    }

    private static void copyThree(int depth, float[] from, int offset, int step, float[] to, int panel) {
        for (int k = 0; k < depth; k++) {
            FloatVector.fromArray(S, from, offset).intoArray(to, panel);
            FloatVector.fromArray(S, from, offset + L).intoArray(to, panel + L);
            FloatVector.fromArray(S, from, offset + 2 * L).intoArray(to, panel + 2 * L);
            offset += step;
            panel += 3 * L;
        }
    }
}
