package dev.occam.engine.step;

import dev.occam.engine.model.FormulaHooks;
import dev.occam.engine.model.ModelState;
import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Output;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Planner;
import dev.occam.engine.plan.Region;
import dev.occam.engine.rule.StepScalars;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What strategies do around a step: to ascend before the gradient is taken, and to average weights and their statistics. */
final class StrategyPlans {
    /** Added to a norm that something is divided by. */
    private static final double SMALLEST_NORM = 1e-12;

    private final Network network;
    private final StepScalars scalars;
    private final StepStorage storage;

    StrategyPlans(Network network, StepScalars scalars, StepStorage storage) {
        this.network = network;
        this.scalars = scalars;
        this.storage = storage;
    }

    /** The {@link StepStorage#ascended} weights w + ρ·g/‖g‖; they are w where there is no gradient. */
    Plan ascent(double rho) {
        int trained = storage.gradients().size();
        Tensor w = Tensor.input("w", Shape.of(trained));
        Tensor g = Tensor.input("g", w.shape());
        Tensor scale = Tensor.constant(rho).div(g.square().sum().sqrt().add(SMALLEST_NORM));
        Map<Tensor, Region> inputs = new HashMap<>(
                Map.of(w, storage.weights().from(0), g, storage.gradients().from(0)));
        List<Output> outputs = new ArrayList<>(
                List.of(new Output(w.add(g.mul(scale)), storage.ascended().from(0))));
        if (storage.layout().size() > trained) {
            Tensor others = Tensor.input("others", Shape.of(storage.layout().size() - trained));
            inputs.put(others, storage.weights().from(trained));
            outputs.add(new Output(others, storage.ascended().from(trained)));
        }
        return Planner.plan("ascent", inputs, outputs);
    }

    /** a ← a + s·(w − a) over all weights and states, with the share s that the host gives; what is frozen stays to the bit. */
    Plan averaging() {
        Tensor w = Tensor.input("w", Shape.of(storage.layout().size()));
        Tensor a = Tensor.input("a", w.shape());
        Tensor s = scalars.averaging();
        Tensor next = a.add(w.sub(a).mul(s));
        return Planner.plan(
                "averaging",
                Map.of(w, storage.weights().from(0), a, storage.average().from(0)),
                List.of(new Output(next, storage.average().from(0))));
    }

    /**
     * Adds the statistics of a batch under the averaged weights to the mean in {@link StepStorage#renewed}, with the share that the
     * host gives. Of a state r ← α·r + β those are β/(1 − α), where it would settle if all batches were like this one; a
     * state with another rule is left out. No rule acts, as at evaluation. Empty where there is nothing to renew.
     */
    Optional<Plan> renewal(int batch) {
        Network.Formula formula = network.trace(batch, FormulaHooks.NONE, true);
        Map<Tensor, Region> inputs = new HashMap<>();
        inputs.put(formula.examples(), storage.examples().from(0));
        for (ModelTensor tensor : network.tensors()) {
            inputs.put(tensor.input(), storage.average().from(storage.layout().offset(tensor)));
        }
        List<Output> outputs = new ArrayList<>();
        for (ModelState state : network.states()) {
            Tensor next = formula.states().get(state);
            OptionalDouble kept = next == null ? OptionalDouble.empty() : MovingAverage.kept(next, state.input());
            if (kept.isPresent() && kept.getAsDouble() < 1) {
                Tensor ofBatch = next.sub(state.input().mul(kept.getAsDouble())).div(1 - kept.getAsDouble());
                Region region = storage.renewed().from(storage.layout().offset(state) - storage.firstState());
                Tensor mean = Tensor.input(state.name() + " renewed", state.shape());
                Tensor s = scalars.averaging();
                inputs.put(mean, region);
                outputs.add(new Output(mean.mul(Tensor.constant(1).sub(s)).add(ofBatch.mul(s)), region));
            }
        }
        return outputs.isEmpty() ? Optional.empty() : Optional.of(Planner.plan("renewal", inputs, outputs));
    }
}
