package dev.occam.testkit;

import dev.occam.tensor.Elementwise;

/** How exact a backend has to be; in units in the last place of float32. */
final class Accuracy {
    /** Half a unit in the last place of 1. */
    private static final double ROUNDING = 0x1p-24;

    private Accuracy() {}

    /** How far a function's value may be from the rounded exact one; 0 where it must be that. */
    static double ulps(Elementwise function) {
        return switch (function) {
            case NEG, ABS, FLOOR, ADD, SUB, MUL, MIN, MAX, LT, SELECT -> 0;
            // What OpenCL 1.2 asks for, table 7.3.
            case SQRT, EXP, LOG -> 3;
            case DIV -> 2.5;
            case TANH -> 5;
        };
    }

    /** Whether the function gives one of its operands, its negative or a whole number, and so never rounds. */
    static boolean neverRounds(Elementwise function) {
        return switch (function) {
            case NEG, ABS, FLOOR, MIN, MAX, LT, SELECT -> true;
            case SQRT, EXP, LOG, TANH, ADD, SUB, MUL, DIV -> false;
        };
    }

    /**
     * How far a sum may be from the rounded exact one. The growth with √count is that of rounding at random, which sums in
     * several parts or in double precision keep easily and one long float32 sum does not.
     *
     * @param count number of terms
     * @param absolute the sum of the terms' absolute values
     */
    static double ofSum(int count, double absolute) {
        return (8 + Math.sqrt(count)) * ROUNDING * absolute;
    }

    /**
     * How far a matrix product may be from the rounded exact one: what a float32 sum in any order keeps. Tighter would refuse
     * the usual running sum where its roundings all go one way, as with equal terms.
     *
     * @param count number of terms
     * @param absolute the sum of the terms' absolute values
     */
    static double ofProduct(int count, double absolute) {
        return (2 + count) * ROUNDING * absolute;
    }
}
