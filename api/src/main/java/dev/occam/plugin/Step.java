package dev.occam.plugin;

import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/** What a rule may know of the training step that its formula is for. Scalar tensors are computed once a step, in double. */
public interface Step {
    /** The learning rate η of this step, a scalar. */
    Tensor learningRate();

    /** The largest learning rate η_max over the whole schedule. */
    double maxLearningRate();

    /** The number of this step, counted from 1, a scalar. */
    Tensor number();

    /** Uniform random numbers in [0, 1); each call draws others. The gradient sees the same numbers. */
    Tensor uniform(Shape shape);

    /** Standard normal random numbers by the Box–Muller transform of two {@link #uniform} draws. */
    default Tensor normal(Shape shape) {
        Tensor radius = Tensor.constant(1).sub(uniform(shape)).log().mul(-2).sqrt();
        Tensor angle = uniform(shape).mul(2 * Math.PI);
        return radius.mul(Trigonometry.cosine(angle));
    }

    /** Examples in a full batch. */
    int batchSize();

    /** Examples in the training part. */
    int trainingSize();

    /** Steps in an epoch. */
    int stepsPerEpoch();
}
