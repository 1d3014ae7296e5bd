package dev.occam.engine.complexity;

/** A symmetric matrix that is known by its products. */
interface SymmetricOperator {
    /** Number of rows. */
    int size();

    /** The matrix times v. */
    double[] times(double[] v);
}
