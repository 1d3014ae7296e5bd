package dev.occam.plugin;

/**
 * Another way to make a step of training, around optimizer and rules. A closed set: a strategy changes what the engine runs
 * in a step and keeps between steps, so there is no hook that others could write one with.
 *
 * <p>A strategy of strength 0 is the same to the bit as none.
 */
public sealed interface Strategy extends Plugin {
    /** Whether it does anything. */
    boolean isActive();

    /**
     * x ← λx + (1 − λ)x′ and y ← λy + (1 − λ)y′ with λ ~ Beta(α, α), one for each batch, and (x′, y′) the same batch in
     * another order. (Zhang, Cissé, Dauphin and Lopez-Paz, mixup: Beyond Empirical Risk Minimization, ICLR 2018.)
     *
     * @param alpha α, finite and at least 0
     */
    @Description("Trains on mixtures of two examples and of their targets, by a share drawn for each batch.")
    record Mixup(
            @Description("of the Beta distribution of the shares: near 0 few mixtures, 1 uniform; 0 is off")
            double alpha)
            implements Strategy {
        public Mixup {
            Require.finiteAtLeastZero("alpha", alpha);
        }

        public Mixup() {
            this(0.2);
        }

        @Override
        public boolean isActive() {
            return alpha > 0;
        }
    }

    /**
     * The gradient at w + ρ·g/‖g‖ makes the step from w, with g the gradient of the data loss at w over all weights.
     * Coupled penalties neither tilt the ascent nor are they taken there: theirs is the gradient at w. (Foret, Kleiner,
     * Mobahi and Neyshabur, Sharpness-Aware Minimization for Efficiently Improving Generalization, ICLR 2021, which adds its
     * penalty to the loss of the ascended weights in the same way.)
     *
     * @param rho ρ, finite and at least 0
     */
    @Description("Sharpness-aware minimization: takes the gradient where the loss nearby is worst. Two passes a step.")
    record Sam(
            @Description("how far to climb before the gradient is taken; 0 is off")
            double rho) implements Strategy {
        public Sam {
            Require.finiteAtLeastZero("rho", rho);
        }

        public Sam() {
            this(0.05);
        }

        @Override
        public boolean isActive() {
            return rho > 0;
        }
    }

    /**
     * a ← a + (1 − d)/(1 − dᵗ)·(w − a) after each step t: the mean of all weights so far in which each step counts d times
     * the next, without a share of the weights before the first. (Polyak and Juditsky, Acceleration of Stochastic
     * Approximation by Averaging, 1992; the correction by 1 − dᵗ as in Kingma and Ba, Adam, 2015.) The averages are what is
     * evaluated and saved; running statistics of a normalization are averaged alike.
     *
     * @param decay d, at least 0 and below 1
     */
    @Description("Evaluates and saves an exponential moving average of the weights.")
    record Ema(
            @Description("what a step counts in the average relative to the next; 0 is off")
            double decay) implements Strategy {
        public Ema {
            Require.atLeastZeroBelowOne("decay", decay);
        }

        public Ema() {
            this(0.999);
        }

        @Override
        public boolean isActive() {
            return decay > 0;
        }
    }

    /**
     * The equal average of the weights at the end of the last epochs. (Izmailov, Podoprikhin, Garipov, Vetrov and Wilson,
     * Averaging Weights Leads to Wider Optima and Better Generalization, UAI 2018.) The averages are what is evaluated and
     * saved; a pass over the training part renews running statistics of a normalization, because those of the weights that
     * were averaged are not the averages'.
     *
     * @param start the fraction of the epochs before the first that is averaged, at least 0 and below 1
     * @param lr the learning rate of the epochs that are averaged; 0 leaves it to the schedule
     */
    @Description("Stochastic weight averaging: evaluates and saves the equal average of the last epochs' weights.")
    record Swa(
            @Description("fraction of the epochs before the first that is averaged")
            double start,

            @Description("learning rate of the epochs that are averaged; 0 leaves it to the schedule")
            double lr)
            implements Strategy {
        public Swa {
            Require.atLeastZeroBelowOne("start", start);
            Require.finiteAtLeastZero("lr", lr);
        }

        public Swa() {
            this(0.75, 0);
        }

        /** The first epoch that is averaged, from 1. */
        public int firstEpoch(int epochs) {
            return (int) (start * epochs) + 1;
        }

        @Override
        public boolean isActive() {
            return true;
        }
    }
}
