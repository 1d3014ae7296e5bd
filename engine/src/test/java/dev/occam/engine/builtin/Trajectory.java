package dev.occam.engine.builtin;

import dev.occam.engine.gradient.Gradients;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Steps of one weight under an optimizer and a rule, formula by formula in double precision. */
final class Trajectory {
    private final FakeStep step;
    private final Tensor w;
    private final Tensor dataGradient;
    private final Map<String, Tensor> slots = new LinkedHashMap<>();
    private final List<Tensor> results = new ArrayList<>();
    private final Map<Tensor, double[]> values = new LinkedHashMap<>();
    private int number;

    Trajectory(Optimizer optimizer, Regularizer rule, double... start) {
        Shape shape = Shape.of(start.length);
        step = new FakeStep(optimizer.learningRate());
        w = Tensor.input("w", shape);
        dataGradient = Tensor.input("g", shape);
        values.put(w, start);
        for (String slot : optimizer.slots()) {
            slots.put(slot, Tensor.input(slot, shape));
            values.put(slots.get(slot), new double[start.length]);
        }
        Tensor coupled = Gradients.of(rule.penalty(w, step), List.of(w)).get(0);
        Optimizer.Update update = optimizer.update(dataGradient.add(coupled), slots, step);
        Tensor candidate = w.sub(update.change()).sub(rule.decay(w, update.change(), step));
        results.add(rule.project(rule.prox(candidate, update.stepSize(), step), step));
        slots.keySet().forEach(slot -> results.add(update.state().get(slot)));
    }

    /** One step at this learning rate. */
    double[] step(double rate, double... gradient) {
        Bindings.Builder builder = Bindings.builder().scalar(step.rate, rate).scalar(step.number, ++number);
        values.forEach(builder::input);
        builder.input(dataGradient, gradient);
        List<double[]> after = Reference.values(results, builder.build());
        values.put(w, after.get(0));
        int next = 1;
        for (Tensor slot : slots.values()) {
            values.put(slot, after.get(next++));
        }
        return after.get(0);
    }

    /** Many steps, the gradient following from the weight. */
    double[] steps(int count, double rate, UnaryOperator<double[]> gradient) {
        for (int i = 0; i < count; i++) {
            step(rate, gradient.apply(values.get(w)));
        }
        return values.get(w);
    }
}
