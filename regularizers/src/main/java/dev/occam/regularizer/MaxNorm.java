package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The constraint ‖v‖ ≤ c for the weights v of each output unit (axis 0): v·c/‖v‖ where ‖v‖ &gt; c, else v. (Srebro and Shraibman,
 * Rank, Trace-Norm and Max-Norm, 2005; Hinton et al., Improving Neural Networks by Preventing Co-adaptation, 2012.)
 *
 * <p>A scaled vector's float32 norm may round to a little more than c. So that projecting twice is projecting once, to the bit,
 * a norm counts as above c only if it is more than that rounding above it; of n squares that is about √n units in the last
 * place (7·10⁻⁶ of c for 784 weights).
 *
 * @param limit c, finite and above 0
 */
@AutoService(Regularizer.class)
@Description("Limits the norm of the weights that lead to each output unit.")
public record MaxNorm(@Description("largest norm c") double limit) implements Regularizer {
    private static final double UNIT_IN_LAST_PLACE = 0x1p-23;

    public MaxNorm {
        Require.finiteAboveZero("limit", limit);
    }

    public MaxNorm() {
        this(3);
    }

    @Override
    public Tensor project(Tensor w, Site site) {
        Shape shape = w.shape();
        if (shape.rank() == 0) {
            throw new IllegalArgumentException(
                    "max-norm needs a weight whose axis 0 numbers the output units, not a single value");
        }
        int units = shape.size(0);
        int[] inner = IntStream.range(1, shape.rank()).toArray();
        int[] column = new int[shape.rank()];
        Arrays.fill(column, 1);
        column[0] = units;
        int values = units == 0 ? 0 : shape.elements() / units;
        Tensor norm = w.square().sum(inner).sqrt().reshape(Shape.of(column));
        double rounding = 2 * (2 + Math.sqrt(values)) * UNIT_IN_LAST_PLACE;
        Tensor scale = Tensor.constant(limit * (1 + rounding))
                .lt(norm)
                .select(Tensor.constant(limit).div(norm), Tensor.constant(1));
        return w.mul(scale);
    }
}
