package dev.occam.testkit;

import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Steps of an optimizer, formula by formula, from slots of 0. */
final class OptimizerSteps {
    private final FixedSite site;
    private final Tensor g;
    private final Map<String, Tensor> slots = new LinkedHashMap<>();
    private final Map<String, double[]> state = new LinkedHashMap<>();
    private final Optimizer.Update update;
    private final boolean rounded;
    private int number;

    /** @param rounded whether each line is rounded to float32, as on a device */
    OptimizerSteps(Optimizer optimizer, Shape shape, boolean rounded) {
        this.rounded = rounded;
        site = new FixedSite(Role.WEIGHT, shape);
        g = Tensor.input("g", shape);
        for (String slot : optimizer.slots()) {
            slots.put(slot, Tensor.input(slot, shape));
            state.put(slot, new double[shape.elements()]);
        }
        update = optimizer.update(g, Map.copyOf(slots), site);
    }

    /**
     * What a step gave.
     *
     * @param change u
     * @param stepSize p of each value
     */
    record Step(double[] change, double[] stepSize) {}

    /** The formulas. */
    Optimizer.Update update() {
        return update;
    }

    FixedSite site() {
        return site;
    }

    /** The slots as they are now. */
    Map<String, double[]> state() {
        return state;
    }

    /** One more step. */
    Step step(double rate, double... gradient) {
        Bindings.Builder builder = site.bindings()
                .scalar(site.learningRate(), rate)
                .scalar(site.number(), ++number)
                .input(g, gradient);
        state.forEach((slot, values) -> builder.input(slots.get(slot), values));
        Bindings bindings = builder.build();
        Step step = new Step(
                value(update.change(), bindings), value(update.stepSize().expand(g.shape()), bindings));
        Map<String, double[]> after = new LinkedHashMap<>();
        update.state().forEach((slot, formula) -> after.put(slot, value(formula, bindings)));
        state.replaceAll((slot, before) -> after.getOrDefault(slot, before));
        return step;
    }

    private double[] value(Tensor formula, Bindings bindings) {
        return rounded ? Reference.rounded(formula, bindings) : Reference.value(formula, bindings);
    }
}
