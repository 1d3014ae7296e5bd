package dev.occam.cpu.step;

import dev.occam.cpu.kernel.Philox;
import dev.occam.device.Arguments;

/**
 * What one worker works on: a block of the space, the values of the lines there, and scratch memory.
 *
 * <p>A block is a range of outer coordinates times a range of inner coordinates, both numbered row by row; value
 * {@code (o, i)} of a line is at {@code o*innerCount + i} of its register. Fields rather than getters, because steps read
 * them in their inner loops.
 */
public final class Block {
    /** Values in an ordinary block: a dozen registers of them fit into L1. */
    public static final int LENGTH = 1024;

    final int worker;
    int outerFirst;
    int outerCount;
    int innerFirst;
    int innerCount;
    public int firstRow;
    public int rows;
    /** Number of coordinates. */
    int count;

    public float[][] registers = {};
    public float[][] buffers = {};
    public Arguments arguments = new Arguments(0);

    /** The finished part of a matrix product, for its epilogue. */
    public float[] product = {};

    public int productOffset;
    public int productStride;

    /** Scratch of a program that is one loop: its arrays and where it is in them. */
    public float[][] arrays = {};

    public int[] offsets = {};

    /** How far apart the runs of each array are. */
    public int[] strides = {};

    /** Scratch of {@link Walk}: three numbers for each run. */
    int[] runs = new int[3 * LENGTH];

    final int[] coordinates = new int[Walk.MOST_AXES];
    int[] guards = new int[8];
    int[] positions = new int[LENGTH];
    double[] sums = new double[LENGTH];

    /** Scratch for random numbers. */
    final long[] words = new long[Philox.SCRATCH];

    final float[] draws = new float[Philox.BLOCK];
    private float[][] scratch = {};
    private float[][] rests = {};
    private int scratchLength = LENGTH;

    public Block(int worker) {
        this.worker = worker;
    }

    public void reserve(int length, int guardCount, int slots) {
        if (slots > arrays.length) {
            arrays = new float[slots][];
            offsets = new int[slots];
            strides = new int[slots];
        }
        if (3 * length > runs.length) {
            runs = new int[3 * length];
            positions = new int[length];
            sums = new double[length];
        }
        if (guardCount > guards.length) {
            guards = new int[guardCount];
        }
    }

    /** This worker's scratch registers; the same arrays for all kernels, longer ones once a kernel needs them. */
    public float[][] scratch(int registerCount, int length) {
        if (registerCount > scratch.length || length > scratchLength) {
            scratchLength = Math.max(length, scratchLength);
            float[][] longer = new float[Math.max(registerCount, scratch.length)][];
            for (int i = 0; i < longer.length; i++) {
                boolean keep = i < scratch.length && scratch[i].length >= scratchLength;
                longer[i] = keep ? scratch[i] : new float[scratchLength + STAGGER];
            }
            scratch = longer;
        }
        return scratch;
    }

    /** Scratch arrays of at least this length. */
    public float[][] rests(int count, int length) {
        if (rests.length < count || rests[0].length < length) {
            rests = new float[count][length];
        }
        return rests;
    }

    /** Keeps neighbouring registers from starting at the same place of a page, where stores would hold up loads. */
    private static final int STAGGER = 128;

    public void atCoordinates(int outerFirst, int outerCount, int innerFirst, int innerCount) {
        this.outerFirst = outerFirst;
        this.outerCount = outerCount;
        this.innerFirst = innerFirst;
        this.innerCount = innerCount;
        this.count = outerCount * innerCount;
    }

    public void atRows(int firstRow, int rows) {
        this.firstRow = firstRow;
        this.rows = rows;
    }

    /** Number of values of a line of this level in this block. */
    int count(Level level) {
        return switch (level) {
            case LAUNCH -> 1;
            case ROW -> rows;
            case COORDINATE -> count;
        };
    }
}
