package dev.occam.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import dev.occam.regularizer.L2;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {
    private static final Regularizer NONE = new L2(0);
    private static final double[] GRADIENTS = {0.5, -1, 2};

    /** w 1, η 0.1, momentum 0.9: buffers 0.5, −0.55, 1.505. */
    @Test
    void sgdFollowsItsBuffer() {
        assertThat(path(new Sgd(0.1, 0, false))).containsExactly(new double[] {0.95, 1.05, 0.85}, within(1e-12));
        assertThat(path(new Sgd(0.1, 0.9, false))).containsExactly(new double[] {0.95, 1.005, 0.8545}, within(1e-12));
        assertThat(path(new Sgd(0.1, 0.9, true))).containsExactly(new double[] {0.905, 1.0545, 0.71905}, within(1e-12));
    }

    @Test
    void adamFollowsItsCorrectedMoments() {
        double[] expected = new double[3];
        double w = 1;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 3; t++) {
            double g = GRADIENTS[t - 1];
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            w -= 0.1 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            expected[t - 1] = w;
        }

        assertThat(path(new Adam(0.1, 0.9, 0.999, 1e-8))).containsExactly(expected, within(1e-12));
        assertThat(expected[0]).isCloseTo(0.9, within(1e-8));
    }

    @Test
    void adamWithoutMomentsIsTheSign() {
        assertThat(path(new Adam(0.1, 0, 0, 1e-12))).containsExactly(new double[] {0.9, 1, 0.9}, within(1e-9));
    }

    @Test
    void rmspropDividesByTheRecentSize() {
        double v1 = 0.01 * 0.25;
        double v2 = 0.99 * v1 + 0.01;
        double v3 = 0.99 * v2 + 0.04;
        double w1 = 1 - 0.1 * 0.5 / (Math.sqrt(v1) + 1e-8);
        double w2 = w1 + 0.1 / (Math.sqrt(v2) + 1e-8);

        assertThat(path(new Rmsprop(0.1, 0.99, 1e-8)))
                .containsExactly(new double[] {w1, w2, w2 - 0.2 / (Math.sqrt(v3) + 1e-8)}, within(1e-12));
    }

    @Test
    void adagradDividesByTheSizeOfAllGradients() {
        double w2 = 0.9 + 0.1 / Math.sqrt(1.25);

        assertThat(path(new Adagrad(0.1, 1e-10)))
                .containsExactly(new double[] {0.9, w2, w2 - 0.2 / Math.sqrt(5.25)}, within(1e-9));
    }

    @Test
    void theSquareOfATinyGradientIsSmallButNotSubnormal() {
        for (double gradient : new double[] {0, 1e-30, 1e-20}) {
            for (double share : new double[] {1, 0.1, 0.001}) {
                Tensor g = Tensor.input("g", Shape.of(1));
                Tensor square = SquaredGradient.size(g, share).square().mul(share);
                double value = Reference.values(
                                List.of(square),
                                Bindings.builder().input(g, gradient).build())
                        .get(0)[0];
                assertThat(value).isGreaterThan(Float.MIN_NORMAL);
                assertThat((float) value + 0x1p-100f - 0x1p-100f).isZero();
            }
        }
    }

    @Test
    void theSizeOfAnyOtherGradientIsThatOfItself() {
        Tensor g = Tensor.input("g", Shape.of(3));
        double[] sizes = Reference.values(
                        List.of(SquaredGradient.size(g, 0.001)),
                        Bindings.builder().input(g, -1e-12, 3, Double.NaN).build())
                .get(0);
        assertThat(sizes).containsExactly(1e-12, 3, Double.NaN);
    }

    @Test
    void defaultsAreThoseOfPyTorch() {
        assertThat(new Sgd()).isEqualTo(new Sgd(1e-3, 0, false));
        assertThat(new Adam()).isEqualTo(new Adam(1e-3, 0.9, 0.999, 1e-8));
        assertThat(new Rmsprop()).isEqualTo(new Rmsprop(1e-2, 0.99, 1e-8));
        assertThat(new Adagrad()).isEqualTo(new Adagrad(1e-2, 1e-10));
        assertThat(new Adam().learningRate()).isEqualTo(1e-3);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Sgd(0.1, 0, false),
                new Sgd(0.1, 0.9, false),
                new Adam(0.1, 0, 0.9, 1e-8),
                new Rmsprop(0.1, 0.9, 1e-8),
                new Adagrad(0.1, 1e-10));
    }

    /** Without momentum that is the direction of the update divided by the gradient. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void theStepSizeIsWhatTheUpdateMakesOfTheGradient(Optimizer optimizer) {
        FakeStep step = new FakeStep(0.1);
        Tensor g = Tensor.input("g", Shape.of(2));
        Bindings.Builder builder =
                Bindings.builder().input(g, 0.5, -4).scalar(step.rate, 0.1).scalar(step.number, 1);
        Map<String, Tensor> state = new HashMap<>();
        for (String slot : optimizer.slots()) {
            state.put(slot, Tensor.input(slot, Shape.of(2)));
            builder.input(state.get(slot), 0, 0);
        }

        Optimizer.Update update = optimizer.update(g, state, step);

        double[] change = Reference.value(update.change(), builder.build());
        double[] expected = Reference.value(update.stepSize().mul(g), builder.build());
        assertThat(change).containsExactly(expected, within(1e-12));
        assertThat(update.state().keySet()).containsExactlyInAnyOrderElementsOf(optimizer.slots());
    }

    @Test
    void badOptionsAreRefused() {
        refused(() -> new Sgd(-1, 0, false), "lr must be a finite number >= 0 (lr=-1)");
        refused(() -> new Sgd(1, 1, false), "momentum must be a number >= 0 and < 1 (momentum=1)");
        refused(() -> new Sgd(1, 0, true), "momentum must be above 0 with nesterov (momentum=0)");
        refused(() -> new Adam(Double.NaN, 0.9, 0.999, 1e-8), "lr must be a finite number >= 0 (lr=NaN)");
        refused(() -> new Adam(1, 1, 0.999, 1e-8), "beta1 must be a number >= 0 and < 1 (beta1=1)");
        refused(() -> new Adam(1, 0.9, -1, 1e-8), "beta2 must be a number >= 0 and < 1 (beta2=-1)");
        refused(() -> new Adam(1, 0.9, 0.999, 0), "epsilon must be a finite number > 0 (epsilon=0)");
        refused(() -> new Rmsprop(1, 1, 1e-8), "decay must be a number >= 0 and < 1 (decay=1)");
        refused(() -> new Adagrad(1, -1), "epsilon must be a finite number > 0 (epsilon=-1)");
    }

    private static double[] path(Optimizer optimizer) {
        Trajectory trajectory = new Trajectory(optimizer, NONE, 1);
        double[] path = new double[GRADIENTS.length];
        for (int i = 0; i < path.length; i++) {
            path[i] = trajectory.step(0.1, GRADIENTS[i])[0];
        }
        return path;
    }

    private static void refused(Callable<?> optimizer, String message) {
        assertThatThrownBy(optimizer::call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
