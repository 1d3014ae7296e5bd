package dev.occam.engine.step;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.model.Network;
import dev.occam.error.RequestException;
import dev.occam.plugin.Loss;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.List;

/**
 * How targets come to a device and into the formula.
 *
 * @param kind what the loss compares with
 * @param columns of the model's output: classes, 1 for two classes, or predicted values
 */
public record TargetForm(Loss.Kind kind, int columns) {
    /**
     * The form for this model and loss.
     *
     * @param names of the classes or predicted columns
     * @param classes whether they are classes
     * @throws RequestException if data, loss and the model's last layer do not go together
     */
    public static TargetForm of(Network network, Loss loss, List<String> names, boolean classes) {
        Shape output = network.outputShape();
        boolean wantsClasses = loss.kind() != Loss.Kind.VALUES;
        if (wantsClasses != classes) {
            throw new RequestException("loss %s compares with %s, but the data have %s.\n  %s"
                    .formatted(
                            loss.name(),
                            wantsClasses ? "classes" : "numbers",
                            classes ? "classes" : "numbers",
                            classes ? "Use softmax-cross-entropy." : "Use mean-squared-error or huber."));
        }
        if (loss.kind() == Loss.Kind.TWO_CLASSES && names.size() != 2) {
            throw new RequestException("loss %s is for two classes, but the data have %d.\n  Use softmax-cross-entropy."
                    .formatted(loss.name(), names.size()));
        }
        int columns = loss.kind() == Loss.Kind.TWO_CLASSES ? 1 : names.size();
        if (!output.equals(Shape.of(1, columns))) {
            throw new RequestException(
                    "model: the last layer gives %s, but loss %s needs [batch, %d] for these data (%s).\n  End with dense: {units: %d}."
                            .formatted(
                                    output.toString().replaceFirst("1", "batch"),
                                    loss.name(),
                                    columns,
                                    describe(names, classes),
                                    columns));
        }
        return new TargetForm(loss.kind(), columns);
    }

    private static String describe(List<String> names, boolean classes) {
        return names.size() + (classes ? " classes" : names.size() == 1 ? " predicted value" : " predicted values");
    }

    /** Number of values of one example's target on the device: a class number, or the values. */
    public int width() {
        return switch (kind) {
            case CLASSES, TWO_CLASSES -> 1;
            case VALUES -> columns;
        };
    }

    /** Writes one example's target behind {@code offset}. */
    public void copy(Dataset data, int row, float[] into, int offset) {
        if (data.targets() instanceof Targets.Classes classes) {
            into[offset] = classes.labels()[row];
        } else {
            float[] values = ((Targets.Values) data.targets()).values();
            System.arraycopy(values, row * columns, into, offset, columns);
        }
    }

    /** What the loss sees: probabilities of classes or values, [batch, columns]. */
    Tensor target(Tensor given) {
        return switch (kind) {
            case CLASSES -> given.reshape(Shape.of(given.shape().size(0))).oneHot(columns);
            case TWO_CLASSES, VALUES -> given;
        };
    }

    /** For each example 1 if its class is predicted right, else 0, [batch]; ties go to the lowest class, NaN is wrong. */
    Tensor correct(Tensor prediction, Tensor given) {
        Tensor label = given.reshape(Shape.of(given.shape().size(0)));
        return switch (kind) {
            case CLASSES -> {
                Tensor best = prediction.amax(1);
                Tensor index = Tensor.index(prediction.shape(), 1).neg();
                Tensor first = prediction
                        .lt(best.unsqueeze(1))
                        .select(Tensor.constant(-columns), index)
                        .amax(1)
                        .neg();
                yield same(first, label).mul(isNumber(best));
            }
            case TWO_CLASSES -> {
                Tensor probability = prediction.reshape(label.shape());
                yield same(Tensor.constant(0.5).lt(probability), label).mul(isNumber(probability));
            }
            case VALUES -> throw new IllegalStateException("values have no classes");
        };
    }

    /** Whether there is an accuracy. */
    public boolean hasClasses() {
        return kind != Loss.Kind.VALUES;
    }

    private static Tensor same(Tensor a, Tensor b) {
        return a.sub(b).abs().lt(0.5);
    }

    private static Tensor isNumber(Tensor x) {
        return x.lt(0).max(Tensor.constant(-1).lt(x));
    }
}
