package dev.occam.plugin;

import dev.occam.tensor.Tensor;

/** What training makes small. */
public interface Loss extends Plugin {
    /** What kind of targets it compares with. */
    enum Kind {
        /** One of K classes; targets are probabilities [batch, K], one-hot before any rule changes them. */
        CLASSES,
        /** One of two classes; targets are [batch, 1], 0 or 1 before any rule changes them. */
        TWO_CLASSES,
        /** Numbers; targets are [batch, columns]. */
        VALUES
    }

    Kind kind();

    /**
     * The loss of each example, [batch]; the data loss is its mean.
     *
     * @param output what the model gives, [batch, columns]
     * @param target of the same shape
     */
    Tensor loss(Tensor output, Tensor target);

    /** What the model's output means to people: probabilities for classes, [batch, K] or [batch, 1]; values otherwise. */
    default Tensor prediction(Tensor output) {
        return output;
    }
}
