package dev.occam.plugin;

import dev.occam.tensor.Tensor;

/**
 * A rule that prefers simpler models. Override the hooks that the rule needs; each is a formula in one place of the step:
 *
 * <pre>
 * gradient of loss + {@link #penalty} → {@link #gradient} → clipping → optimizer
 *   → w − update − {@link #decay} → {@link #prox} → {@link #project}
 * </pre>
 *
 * and {@link #activation}, {@link #branch}, {@link #weight} and {@link #target} change the training formula itself, to whose
 * loss {@link #activityPenalty} adds. Nothing of a rule runs at evaluation. A hook that is not overridden costs nothing.
 *
 * <p>A rule of strength 0 returns what it was given, or a penalty times 0: training is then the same to the bit.
 */
public interface Regularizer extends Plugin {
    /**
     * A term of the loss, a scalar; its gradient is derived (a coupled rule). Reported as this rule's penalty.
     * The default is the constant 0.
     */
    default Tensor penalty(Tensor w, Site site) {
        return Tensor.constant(0);
    }

    /** Another gradient of the weight, for instance with noise. */
    default Tensor gradient(Tensor g, Site site) {
        return g;
    }

    /**
     * What the weight loses beside the optimizer's update (a decoupled rule).
     *
     * @param w the weight before the step
     * @param update the optimizer's update u; without this rule the weight becomes w − u
     * @return what is taken off in addition, of w's shape or the constant 0
     */
    default Tensor decay(Tensor w, Tensor update, Site site) {
        return Tensor.constant(0);
    }

    /**
     * The proximal step: argmin over x of ½‖x − v‖²/p + φ(x) for the penalty φ that {@link #proxPenalty} reports.
     *
     * @param v the weight after update and decay
     * @param stepSize the optimizer's own step size p of each coordinate: η for SGD, η/(√v̂+ε) for Adam
     */
    default Tensor prox(Tensor v, Tensor stepSize, Site site) {
        return v;
    }

    /** The penalty φ whose proximal step {@link #prox} is, a scalar; reported, not differentiated. */
    default Tensor proxPenalty(Tensor w, Site site) {
        return Tensor.constant(0);
    }

    /** The nearest weight that keeps a constraint. Applying it twice is the same to the bit as once. */
    default Tensor project(Tensor w, Site site) {
        return w;
    }

    /** Other activations [batch, …], in training only. Expectation should be kept. */
    default Tensor activation(Tensor x, Step step) {
        return x;
    }

    /**
     * Another output of a residual layer's branch f in x + f(x), before it is added; [batch, …], in training only.
     * Expectation should be kept.
     */
    default Tensor branch(Tensor branch, Step step) {
        return branch;
    }

    /**
     * A term of the loss made of activations [batch, …], a scalar; its gradient is derived. It sees a layer's output before
     * any rule changes it, and should be a mean over the batch. Reported as this rule's penalty. The default is the constant 0.
     */
    default Tensor activityPenalty(Tensor x, Step step) {
        return Tensor.constant(0);
    }

    /** Another weight in the forward formula, in training only. */
    default Tensor weight(Tensor w, Site site) {
        return w;
    }

    /**
     * Other probabilities of classes, in training only; refused for losses that compare with numbers.
     *
     * @param y [batch, classes], or [batch, 1] where the loss is for two classes
     */
    default Tensor target(Tensor y, Step step) {
        return y;
    }
}
