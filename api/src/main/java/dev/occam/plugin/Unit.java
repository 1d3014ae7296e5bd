package dev.occam.plugin;

import dev.occam.tensor.Tensor;
import java.util.Set;

/**
 * What a strength λ means. The canonical λ* is the coefficient of ½‖w‖², or of ‖w‖₁, next to the mean data loss; a decoupled
 * rule takes off η·λ*·w a step.
 */
public enum Unit {
    /** λ* = λ. */
    CANONICAL,
    /** w loses η·λ·w a step, as in PyTorch's AdamW: λ* = λ. */
    PER_LR,
    /** w loses (η/η_max)·λ·w, as in the AdamW paper (Loshchilov and Hutter 2019): λ* = λ/η_max. */
    PER_SCHEDULE,
    /** w loses λ·w whatever the learning rate: λ* = λ/η. */
    PER_STEP,
    /** w loses (η²/η_max)·λ·w (AdamC, Defazio 2025): λ* = λ·η/η_max. */
    CORRECTED,
    /** λ is a number τ of steps in which a weight forgets: λ* = 1/(η_max·τ). */
    TIMESCALE_STEPS,
    /** λ is a number τ of epochs in which a weight forgets: λ* = 1/(η_max·τ·steps per epoch). */
    TIMESCALE_EPOCHS,
    /** λ·Σw², as Keras writes it: λ* = 2λ. */
    KERAS,
    /** λ·Σw²: λ* = 2λ. */
    SUM_OF_SQUARES,
    /** α/(2·batch)·‖w‖², as in scikit-learn's networks: λ* = α/batch. */
    SKLEARN,
    /** λ/(2N)·‖w‖² for N training examples (Nielsen): λ* = λ/N. */
    PER_DATASET;

    /** The units of a coefficient of ½‖w‖² in the loss. */
    public static final Set<Unit> OF_PENALTIES = Set.of(CANONICAL, KERAS, SUM_OF_SQUARES, SKLEARN, PER_DATASET);

    /** The units of a decoupled rule. */
    public static final Set<Unit> OF_DECAY =
            Set.of(PER_LR, PER_SCHEDULE, PER_STEP, CORRECTED, TIMESCALE_STEPS, TIMESCALE_EPOCHS);

    /** What users write: {@code per-lr}. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Refuses a unit that the rule cannot have; a coupled strength has no constant equivalent in a decoupled rule. */
    public void requireIn(Set<Unit> allowed) {
        if (!allowed.contains(this)) {
            throw new IllegalArgumentException("unit must be one of %s (unit=%s)%s"
                    .formatted(allowed.stream().sorted().map(Unit::text).toList(), text(), whyNot(allowed)));
        }
    }

    private String whyNot(Set<Unit> allowed) {
        boolean mixed = OF_DECAY.contains(this) && allowed.equals(OF_PENALTIES)
                || OF_PENALTIES.contains(this) && allowed.equals(OF_DECAY);
        String own = OF_DECAY.contains(this) ? "decay" : "a penalty";
        String other = OF_DECAY.contains(this) ? "a penalty" : "decay";
        return mixed
                ? "; %1$s measures %2$s, and under optimizers like Adam no constant turns %2$s into %3$s"
                        .formatted(text(), own, other)
                : "";
    }

    /** The coefficient of a penalty. Only for {@link #OF_PENALTIES}. */
    public double coefficient(double lambda, Step step) {
        requireIn(OF_PENALTIES);
        return switch (this) {
            case KERAS, SUM_OF_SQUARES -> 2 * lambda;
            case SKLEARN -> lambda / step.batchSize();
            case PER_DATASET -> lambda / step.trainingSize();
            case CANONICAL, PER_LR, PER_SCHEDULE, PER_STEP, CORRECTED, TIMESCALE_STEPS, TIMESCALE_EPOCHS -> lambda;
        };
    }

    /**
     * The fraction of itself that a weight loses in a step, a scalar. Only for {@link #OF_DECAY}. Where the learning rate is 0
     * all the time, the units that are measured by it take nothing off.
     */
    public Tensor fraction(double lambda, Step step) {
        requireIn(OF_DECAY);
        Tensor rate = step.learningRate();
        double inverse = step.maxLearningRate() == 0 ? 0 : 1 / step.maxLearningRate();
        return switch (this) {
            case PER_SCHEDULE -> rate.mul(lambda * inverse);
            case PER_STEP -> Tensor.constant(lambda);
            case CORRECTED -> rate.mul(rate).mul(lambda * inverse);
            case TIMESCALE_STEPS -> rate.mul(inverse / lambda);
            case TIMESCALE_EPOCHS -> rate.mul(inverse / (lambda * step.stepsPerEpoch()));
            case PER_LR, CANONICAL, KERAS, SUM_OF_SQUARES, SKLEARN, PER_DATASET -> rate.mul(lambda);
        };
    }
}
