package dev.occam.engine.wiring;

import dev.occam.Clipping;
import dev.occam.Explanation;
import dev.occam.RunStart;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.rule.Equivalents;
import dev.occam.engine.step.Strategies;
import dev.occam.engine.step.TrainingPlans;
import dev.occam.engine.train.TrainingSetup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a run would do. */
final class Explainer {
    private final TrainingSetup setup;

    Explainer(TrainingSetup setup) {
        this.setup = setup;
    }

    Explanation explain(RunStart start) {
        TrainingPlans plans = setup.plans();
        List<Plan> step = new ArrayList<>();
        step.add(plans.forward(setup.facts().batchSize()));
        if (setup.strategies().sam().isPresent()) {
            step.add(plans.ascent());
            step.add(plans.forwardAscended(setup.facts().batchSize()));
        }
        step.addAll(plans.updates(true));
        if (setup.strategies().ema().isPresent()) {
            step.add(plans.averaging());
        }
        return new Explanation(
                setup.specText(),
                start,
                new Equivalents(setup.optimizer(), setup.facts()).of(setup.rules()),
                pipeline(setup.spec().clipping(), setup.strategies()),
                step.stream()
                        .flatMap(plan -> plan.kernels().stream())
                        .map(Explainer::listing)
                        .toList(),
                memory(plans, step));
    }

    private static String listing(Plan.PlannedKernel kernel) {
        return kernel instanceof Plan.PlannedKernel.Fused fused
                ? fused.program().toString()
                : ((Plan.PlannedKernel.Product) kernel).matMul().toString();
    }

    /** The order of one update; {@link dev.occam.engine.step.UpdateStages} is where it happens. */
    static List<String> pipeline(Optional<Clipping> clipping, Strategies strategies) {
        List<String> lines = new ArrayList<>();
        strategies.mixup().ifPresent(each -> lines.add("inputs and targets become mixtures (mixup)"));
        lines.add(
                "forward with the rules on weights, activations, branches and targets; data loss = mean over the batch");
        lines.add("g = gradient of the data loss and of the penalties on activations");
        strategies
                .sam()
                .ifPresent(each -> lines.add(
                        "g = the same gradient at w + %s g / |g|, under the same masks (sam)".formatted(each.rho())));
        if (clipping.isPresent() && clipping.get().scope() == Clipping.Scope.DATA) {
            lines.add("clip g to the global norm " + clipping.get().norm());
        }
        lines.add("g += gradient of the penalties (coupled rules)");
        lines.add("gradient hooks");
        if (clipping.isPresent() && clipping.get().scope() == Clipping.Scope.TOTAL) {
            lines.add("clip g to the global norm " + clipping.get().norm());
        }
        lines.add("u = update of the optimizer");
        lines.add("w' = w - u - sum of decay(w, u) (decoupled rules)");
        lines.add("proximal steps, in the optimizer's step size of each value");
        lines.add("projections");
        lines.add("subnormals become 0");
        strategies.ema().ifPresent(each -> lines.add("the averages follow w' (ema)"));
        strategies
                .swa()
                .ifPresent(
                        each -> lines.add(
                                "at the end of the last epochs w' goes into the average, and running statistics are renewed (swa)"));
        return lines;
    }

    private Map<String, Long> memory(TrainingPlans plans, List<Plan> step) {
        long weights = bytes(plans.storage().layout().size());
        Map<String, Long> memory = new LinkedHashMap<>();
        memory.put("weights", weights);
        long trained = bytes(plans.storage().gradients().size());
        memory.put("gradients", trained);
        memory.put("optimizer", trained * plans.storage().slots().size());
        memory.put("initial weights", plans.usesInitial() ? trained : 0);
        memory.put(
                "averages",
                bytes(plans.storage().average().size()
                        + plans.storage().renewed().size()));
        memory.put("ascended weights", bytes(plans.storage().ascended().size()));
        memory.put(
                "batch",
                bytes(plans.storage().examples().size()
                        + plans.storage().targets().size()
                        + plans.storage().partners().size()));
        memory.put(
                "scratch",
                bytes(step.stream()
                        .mapToInt(plan -> plan.scratch().size())
                        .max()
                        .orElse(0)));
        return memory;
    }

    private static long bytes(int values) {
        return (long) Float.BYTES * values;
    }
}
