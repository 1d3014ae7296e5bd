package dev.occam.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.engine.formula.RandomFormulas;
import dev.occam.engine.gradient.Gradients;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlannerTest {
    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void plansOfRandomFormulasGiveWhatTheFormulasMean(int seed) {
        RandomFormulas formulas = new RandomFormulas(seed, false);
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            results.add(formulas.next(1 + seed % 10));
        }

        PlanCheck.check(formulas.inputs(), results.stream().distinct().toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void plansOfDerivedGradientsGiveWhatTheFormulasMean(int seed) {
        RandomFormulas formulas = new RandomFormulas(seed + 1000, true);
        Tensor scalar = formulas.next(10).tanh().sum();
        List<Tensor> all = new ArrayList<>(
                Gradients.of(scalar, List.copyOf(formulas.inputs().keySet())));
        all.add(scalar);

        PlanCheck.check(formulas.inputs(), all);
    }

    @Test
    void softmaxIsOneKernel() {
        Tensor x = Tensor.input("x", Shape.of(5, 7));
        Tensor shifted = x.sub(x.amax(1).unsqueeze(1)).exp();

        Plan plan = PlanCheck.check(
                Map.of(x, ramp(35)), List.of(shifted.div(shifted.sum(1).unsqueeze(1))));

        assertThat(plan.kernels()).hasSize(1);
        assertThat(plan.scratch().size()).isZero();
    }

    @Test
    void aLongRowIsNotGoneThroughTwiceByOneKernel() {
        Tensor x = Tensor.input("x", Shape.of(Fusion.LONGEST_STAGED_ROW + 1));

        Plan plan = PlanCheck.check(Map.of(x, ramp(Fusion.LONGEST_STAGED_ROW + 1)), List.of(x.sub(x.mean())));

        assertThat(plan.kernels()).hasSize(2);
    }

    @Test
    void anActivationBecomesTheEpilogueOfItsProduct() {
        Tensor x = Tensor.input("x", Shape.of(3, 4));
        Tensor w = Tensor.input("w", Shape.of(5, 4));
        Tensor b = Tensor.input("b", Shape.of(5));
        Map<Tensor, float[]> inputs = new LinkedHashMap<>();
        inputs.put(x, ramp(12));
        inputs.put(w, ramp(20));
        inputs.put(b, ramp(5));

        Plan plan =
                PlanCheck.check(inputs, List.of(x.matmul(w.transpose()).add(b).max(0)));

        assertThat(plan.listing()).isEqualTo("""
                matmul test [1x3x5, k 4] b0[3+4*i1+i2] * b1[3+i1+4*i2]
                  %0 = product
                  %1 = load b2[3+i2]
                  %2 = add %0 %1
                  %3 = constant 0.0
                  %4 = max %2 %3
                  store b3[2+5*i1+i2] %4
                """);
    }

    @Test
    void windowsWhoseColumnsLieApartChangeSides() {
        Tensor images = Tensor.input("x", Shape.of(2, 3, 6, 7));
        Tensor gradient = Tensor.input("g", Shape.of(2 * 4 * 5, 8));
        Map<Tensor, float[]> inputs = new LinkedHashMap<>();
        inputs.put(images, ramp(2 * 3 * 6 * 7));
        inputs.put(gradient, ramp(2 * 4 * 5 * 8));
        Tensor windows = images.permute(0, 2, 3, 1).windows(1, 3, 1, 1).windows(3, 3, 1, 1);
        Tensor patches = windows.permute(0, 1, 3, 2, 4, 5).reshape(Shape.of(2 * 4 * 5, 3 * 3 * 3));

        Plan plan = PlanCheck.check(inputs, List.of(gradient.transpose().matmul(patches)));

        assertThat(plan.listing()).startsWith("matmul test [1x(3x3x3)x8, k (2x4x5)] ");
    }

    @Test
    void theGradientOfASquareIsOneProduct() {
        Tensor w = Tensor.input("w", Shape.of(3));
        Tensor penalty = w.square().sum().mul(0.25);

        Plan plan = PlanCheck.check(Map.of(w, ramp(3)), Gradients.of(penalty, List.of(w)));

        assertThat(plan.listing()).isEqualTo("""
                program test [3]
                  %0 = constant 0.5
                  %1 = load b0[3+i0]
                  %2 = mul %0 %1
                  store b1[2+i0] %2
                """);
    }

    @Test
    void anUpdateInPlaceReadsBeforeItWrites() {
        Storage memory = new Storage("memory", 4);
        Tensor w = Tensor.input("w", Shape.of(4));

        Plan plan = Planner.plan("update", Map.of(w, memory.from(0)), List.of(new Output(w.mul(2), memory.from(0))));

        assertThat(plan.kernels()).hasSize(1);
        assertThat(PlanCheck.run(plan, Map.of(memory, new float[] {1, 2, 3, 4}), List.of(new Output(w, memory.from(0))))
                        .get(0))
                .containsExactly(2, 4, 6, 8);
    }

    @Test
    void anOverwriteThatOthersWouldSeeIsCopiedAtTheEnd() {
        Storage memory = new Storage("memory", 4);
        Tensor w = Tensor.input("w", Shape.of(2, 2));

        Plan plan = Planner.plan("turn", Map.of(w, memory.from(0)), List.of(new Output(w.transpose(), memory.from(0))));

        assertThat(PlanCheck.run(plan, Map.of(memory, new float[] {1, 2, 3, 4}), List.of(new Output(w, memory.from(0))))
                        .get(0))
                .containsExactly(1, 3, 2, 4);
    }

    private static float[] ramp(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 37 % 11 - 5) / 4f;
        }
        return values;
    }
}
