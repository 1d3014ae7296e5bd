package dev.occam.engine.model;

import dev.occam.device.Philox;
import dev.occam.plugin.Initializer;
import java.util.Arrays;

/** Where weights start: a function of the seed and the weight's number alone. */
public final class Initialization {
    /** Keeps these draws apart from those of the rules, whose sites are small. */
    private static final int SITE = 1 << 30;

    private Initialization() {}

    /** The first values of a weight or a state, row-major. */
    public static float[] values(ModelTensor tensor, long seed) {
        float[] values = new float[tensor.shape().elements()];
        if (tensor instanceof ModelState state) {
            Arrays.fill(values, (float) state.start());
            return values;
        }
        ModelWeight weight = (ModelWeight) tensor;
        int site = SITE + 2 * weight.number();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value(weight.initializer(), seed, site, i);
        }
        return values;
    }

    private static double value(Initializer initializer, long seed, int site, int element) {
        if (initializer instanceof Initializer.Constant constant) {
            return constant.value();
        }
        double uniform = Philox.uniform(seed, site, 0, element);
        if (initializer instanceof Initializer.Uniform range) {
            return (2 * uniform - 1) * range.bound();
        }
        // Box and Muller (1958)
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform));
        double angle = 2 * Math.PI * Philox.uniform(seed, site + 1, 0, element);
        return ((Initializer.Normal) initializer).standardDeviation() * radius * StrictMath.cos(angle);
    }
}
