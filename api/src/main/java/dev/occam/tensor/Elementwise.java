package dev.occam.tensor;

/**
 * The operations on single values, the same in formulas, in programs and on every backend.
 *
 * <p>{@link #apply} is their definition: a backend computes the same in float32, within the error bounds of its contract.
 * A condition is 1 for true and 0 for false; {@link #SELECT} takes anything but 0 for true.
 */
public enum Elementwise {
    // one operand
    NEG(1),
    ABS(1),
    SQRT(1),
    EXP(1),
    LOG(1),
    TANH(1),
    /** The largest whole number that is not above the operand. */
    FLOOR(1),
    // two operands
    ADD(2),
    SUB(2),
    MUL(2),
    DIV(2),
    MIN(2),
    MAX(2),
    /** 1 where the first operand is below the second, else 0. */
    LT(2),
    // three operands
    /** The second operand where the first is not 0, else the third. */
    SELECT(3);

    private final int arity;

    Elementwise(int arity) {
        this.arity = arity;
    }

    /** Number of operands. */
    public int arity() {
        return arity;
    }

    /** The value of this operation in double precision; operands beyond the arity are ignored. */
    public double apply(double a, double b, double c) {
        return switch (this) {
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case SQRT -> Math.sqrt(a);
            case EXP -> Math.exp(a);
            case LOG -> Math.log(a);
            case TANH -> Math.tanh(a);
            case FLOOR -> Math.floor(a);
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case LT -> a < b ? 1 : 0;
            case SELECT -> a != 0 ? b : c;
        };
    }
}
