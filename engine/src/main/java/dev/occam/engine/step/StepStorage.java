package dev.occam.engine.step;

import dev.occam.engine.model.ModelState;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.rule.RunFacts;
import dev.occam.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a training step keeps on the device between its programs, and from step to step. */
public final class StepStorage {
    /** Places in {@link #sums}, which the steps of an epoch add up. */
    public static final int LOSS = 0;

    public static final int CORRECT = 1;

    /** The number of the first step whose loss was not finite, 0 if there was none. */
    public static final int FIRST_BAD_STEP = 2;

    /** From here on a sum for each rule with a penalty on activations: that penalty times the examples of the batch. */
    public static final int ACTIVITY = 3;

    private final WeightLayout layout;
    private final int firstState;
    private final Storage weights;
    private final Storage gradients;
    private final Storage initial;
    private final Map<String, Storage> slots = new LinkedHashMap<>();
    private final Storage clipFactor = new Storage("clip factor", 1);
    private final Storage sums;
    private final Storage examples;
    private final Storage targets;
    private final Storage partners;
    private final Storage ascended;
    private final Storage average;
    private final Storage renewed;

    /**
     * @param slots names of the optimizer's slots
     * @param activities how many rules have a penalty on activations
     */
    StepStorage(
            Network network,
            WeightLayout layout,
            List<String> slots,
            TargetForm form,
            RunFacts facts,
            Strategies strategies,
            int activities) {
        this.layout = layout;
        int stateValues = network.states().stream()
                .map(ModelState::shape)
                .mapToInt(Shape::elements)
                .sum();
        firstState = layout.size() - stateValues;
        int trained = layout.sizeUpTo(network.trained());
        weights = new Storage("weights", layout.size());
        gradients = new Storage("gradients", trained);
        initial = new Storage("initial weights", trained);
        slots.forEach(slot -> this.slots.put(slot, new Storage(slot, trained)));
        sums = new Storage("sums", ACTIVITY + activities);
        examples = new Storage("examples", Math.multiplyExact(facts.batchSize(), EvaluationPlans.width(network)));
        targets = new Storage("targets", Math.multiplyExact(facts.batchSize(), form.width()));
        partners = new Storage("partners' targets", strategies.mixup().isPresent() ? targets.size() : 0);
        ascended = new Storage("ascended weights", strategies.sam().isPresent() ? layout.size() : 0);
        average = new Storage("averaged weights", strategies.averages() ? layout.size() : 0);
        renewed = new Storage("renewed statistics", strategies.swa().isPresent() ? stateValues : 0);
    }

    /** Where each weight and state lies in {@link #weights}, and each trained weight in its gradients and slots. */
    public WeightLayout layout() {
        return layout;
    }

    /** Where the states lie in the layout: behind all weights. */
    public int firstState() {
        return firstState;
    }

    /** All weights, then the states. */
    public Storage weights() {
        return weights;
    }

    public Storage gradients() {
        return gradients;
    }

    public Storage initial() {
        return initial;
    }

    /** The optimizer's slots, by name. */
    public Map<String, Storage> slots() {
        return slots;
    }

    Storage clipFactor() {
        return clipFactor;
    }

    /** See {@link #LOSS} and what follows it. */
    public Storage sums() {
        return sums;
    }

    public Storage examples() {
        return examples;
    }

    public Storage targets() {
        return targets;
    }

    /** Targets of the examples that others are mixed with; of size 0 where nothing is. */
    public Storage partners() {
        return partners;
    }

    /** Where the gradient of a step is taken, where that is not the weights; of size 0 where it is. */
    public Storage ascended() {
        return ascended;
    }

    /** The averages of weights and states; of size 0 where there are none. */
    public Storage average() {
        return average;
    }

    /** Statistics in the making, see {@link TrainingPlans#renewal}; of size 0 where they are never renewed. */
    public Storage renewed() {
        return renewed;
    }
}
