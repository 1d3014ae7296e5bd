package dev.occam.testkit;

import dev.occam.tensor.Operation;
import dev.occam.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What a formula needs to have a value: its inputs and scalars, and the seed and step of its random numbers.
 *
 * <pre>{@code
 * Bindings bindings = Bindings.builder().input(w, 1, 2, 3).scalar(rate, 0.1).seed(7).step(1).build();
 * }</pre>
 */
public final class Bindings {
    private final Map<Tensor, double[]> values;
    private final long seed;
    private final long step;

    private Bindings(Builder builder) {
        this.values = new IdentityHashMap<>(builder.values);
        this.seed = builder.seed;
        this.step = builder.step;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with all that is bound here. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.values.putAll(values);
        return builder.seed(seed).step(step);
    }

    /**
     * The values of an input or a scalar, row by row; a copy.
     *
     * @throws IllegalArgumentException if nothing is bound to it
     */
    public double[] value(Tensor leaf) {
        double[] value = values.get(leaf);
        if (value == null) {
            throw new IllegalArgumentException("nothing is bound to " + leaf
                    + "; bind it with input(...) or scalar(...), and bind the same object, not another of its name");
        }
        return value.clone();
    }

    /** The seed of the random numbers; 0 unless set. */
    public long seed() {
        return seed;
    }

    /** The step of the random numbers; 0 unless set. */
    public long step() {
        return step;
    }

    /** Collects bindings; a tensor that is bound again gets the later value. */
    public static final class Builder {
        private final Map<Tensor, double[]> values = new IdentityHashMap<>();
        private long seed;
        private long step;

        private Builder() {}

        /** The values of an input, row by row. */
        public Builder input(Tensor input, double... values) {
            if (!(input.operation() instanceof Operation.Input)) {
                throw new IllegalArgumentException("only an input can be bound to values, not " + input);
            }
            if (values.length != input.shape().elements()) {
                throw new IllegalArgumentException("%s holds %d values, not %d"
                        .formatted(input, input.shape().elements(), values.length));
            }
            this.values.put(input, values.clone());
            return this;
        }

        /** The values of an input, row by row. */
        public Builder input(Tensor input, float[] values) {
            double[] wide = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                wide[i] = values[i];
            }
            return input(input, wide);
        }

        /** The number that the host would set before the step. */
        public Builder scalar(Tensor scalar, double value) {
            if (!(scalar.operation() instanceof Operation.Scalar)) {
                throw new IllegalArgumentException("only a scalar leaf can be bound to a number, not " + scalar);
            }
            values.put(scalar, new double[] {value});
            return this;
        }

        /** The seed of the random numbers. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The step of the random numbers. */
        public Builder step(long step) {
            this.step = step;
            return this;
        }

        public Bindings build() {
            return new Bindings(this);
        }
    }
}
