package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Complement;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Step;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Arrays;

/**
 * x·m/(1−p), where m is 0 with probability p and else 1, drawn anew in each step. (Srivastava et al., Dropout, 2014.) With
 * {@code spatial} m is drawn for each channel of [batch, channels, …]. (Tompson et al., Efficient Object Localization, 2015.)
 *
 * @param drop p, at least 0 and below 1; users may give {@code keep} = 1 − p instead
 * @param spatial whether whole channels are dropped
 */
@AutoService(Regularizer.class)
@Description("Sets activations to 0 at random while training, and scales the others up to make up for it.")
public record Dropout(
        @Complement("keep") @Description("fraction p that is set to 0")
        double drop,

        @Description("drops whole channels, axis 1") boolean spatial)
        implements Regularizer {
    public Dropout {
        Require.atLeastZeroBelowOne("drop", drop);
    }

    public Dropout() {
        this(0.5);
    }

    public Dropout(double drop) {
        this(drop, false);
    }

    @Override
    public Tensor activation(Tensor x, Step step) {
        return drop == 0 ? x : x.mul(ScaledMask.of(drop, maskShape(x.shape()), step));
    }

    private Shape maskShape(Shape x) {
        if (!spatial) {
            return x;
        }
        if (x.rank() < 3) {
            throw new IllegalArgumentException(
                    "dropout with spatial needs activations [batch, channels, …] of three axes or more, not %s"
                            .formatted(x));
        }
        int[] sizes = new int[x.rank()];
        Arrays.setAll(sizes, axis -> axis < 2 ? x.size(axis) : 1);
        return Shape.of(sizes);
    }
}
