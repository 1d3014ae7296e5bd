package dev.occam.opencl;

/**
 * The two kinds of devices that kernels are written for.
 *
 * @param grouped true for GPUs: many work-items, each with one value, neighbours in groups with local memory; false for
 *     processors: few work-items, each with a loop over explicit vectors
 * @param width lanes of an explicit vector; 1 where grouped
 * @param computeUnits how much runs at the same time. It may choose between kernels only where they give the same bits
 */
record Target(boolean grouped, int width, int computeUnits) {
    Target {
        if (grouped ? width != 1 : width != 4 && width != 8 && width != 16) {
            throw new IllegalArgumentException("vectors have 4, 8 or 16 lanes, or 1 in groups, not " + width);
        }
    }

    static Target vectors(int width) {
        return new Target(false, width, 1);
    }

    static Target groups(int computeUnits) {
        return new Target(true, 1, computeUnits);
    }

    /** The widest vectors of which a run of this many neighbours is made up exactly; all lanes where it is one long run. */
    int widthFor(int neighbours, boolean alone) {
        int lanes = width;
        while (lanes > 1 && (neighbours < lanes || !alone && neighbours % lanes != 0)) {
            lanes /= 2;
        }
        return lanes < 4 ? 1 : lanes;
    }
}
