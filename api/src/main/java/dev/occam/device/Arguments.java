package dev.occam.device;

/**
 * What differs from launch to launch; one mutable object for all launches of a plan, so that a step allocates nothing.
 * The values at the time of the launch count.
 */
public final class Arguments {
    private final float[] scalars;
    private long seed;
    private long step;

    /** Arguments with this many scalars, all 0. */
    public Arguments(int scalars) {
        this.scalars = new float[scalars];
    }

    /** The numbers of {@link Instruction.Scalar}, by slot. */
    public float[] scalars() {
        return scalars;
    }

    /** The seed of {@link Instruction.Random}. */
    public long seed() {
        return seed;
    }

    /** The step of {@link Instruction.Random}. */
    public long step() {
        return step;
    }

    public void random(long seed, long step) {
        this.seed = seed;
        this.step = step;
    }
}
