package dev.occam.engine.step;

import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.model.Network;
import dev.occam.engine.plan.Output;
import dev.occam.engine.plan.Plan;
import dev.occam.engine.plan.Planner;
import dev.occam.engine.plan.Region;
import dev.occam.engine.plan.Storage;
import dev.occam.plugin.Loss;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The plans that use a model without training it, for batches of one size. Of the last batch only the first
 * {@link #count} examples are counted.
 */
public final class EvaluationPlans {
    private final Network network;
    private final Loss loss;
    private final TargetForm form;
    private final WeightLayout layout;
    private final TransposedWeights stored;
    private final Storage weights;
    private final int batch;
    private final Storage examples;
    private final Storage targets;
    private final Storage sums = new Storage("evaluation sums", 2);
    private final Tensor count = Tensor.scalar("examples");

    public EvaluationPlans(
            Network network, Loss loss, TargetForm form, WeightLayout layout, Storage weights, int batch) {
        this(network, loss, form, layout, TransposedWeights.NONE, weights, batch);
    }

    /** @param stored which of the weights are stored transposed */
    public EvaluationPlans(
            Network network,
            Loss loss,
            TargetForm form,
            WeightLayout layout,
            TransposedWeights stored,
            Storage weights,
            int batch) {
        this.network = network;
        this.loss = loss;
        this.form = form;
        this.layout = layout;
        this.stored = stored;
        this.weights = weights;
        this.batch = batch;
        this.examples = new Storage("evaluation examples", Math.multiplyExact(batch, width(network)));
        this.targets = new Storage("evaluation targets", Math.multiplyExact(batch, form.width()));
    }

    /** Adds the losses of the examples to the first of the sums, the number of right classes to the second. */
    public Plan evaluation() {
        Network.Formula formula = network.trace(batch, stored, false);
        Map<Tensor, Region> inputs = inputs(formula);
        Tensor given = Tensor.input("targets", Shape.of(batch, form.width()));
        inputs.put(given, targets.from(0));
        Tensor counted = Tensor.index(Shape.of(batch), 0).lt(count);
        List<Output> outputs = new ArrayList<>();
        Tensor losses = loss.loss(formula.output(), form.target(given));
        outputs.add(add("loss", 0, counted.select(losses, Tensor.constant(0)), inputs));
        if (form.hasClasses()) {
            Tensor correct = form.correct(loss.prediction(formula.output()), given);
            outputs.add(add("correct", 1, counted.select(correct, Tensor.constant(0)), inputs));
        }
        return Planner.plan("evaluate", inputs, outputs);
    }

    /** Writes the predictions of the first of the examples, [some, columns]. */
    public Plan prediction(Storage predictions, int some) {
        Network.Formula formula = network.trace(some, stored, false);
        Tensor predicted = loss.prediction(formula.output());
        return Planner.plan("predict", inputs(formula), List.of(new Output(predicted, predictions.from(0))));
    }

    /** Writes what each layer gives, one after another; to find the first that is not finite. */
    public Plan diagnosis(List<Storage> layerOutputs) {
        Network.Formula formula = network.trace(batch, stored, false);
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < layerOutputs.size(); i++) {
            outputs.add(new Output(formula.outputs().get(i), layerOutputs.get(i).from(0)));
        }
        return Planner.plan("diagnose", inputs(formula), outputs);
    }

    /**
     * Writes the loss of each example, and the largest value so far of each unit of some layers; a unit is a place on the
     * first axis behind the batch. Of examples that do not count units are seen as 0.
     *
     * @param training whether normalizations use the statistics of the batch, as in training
     * @param peaks by the layer's index
     */
    public Plan inspection(boolean training, Storage losses, Map<Integer, Storage> peaks) {
        Network.Formula formula = network.trace(batch, stored, training);
        Map<Tensor, Region> inputs = inputs(formula);
        Tensor given = Tensor.input("targets", Shape.of(batch, form.width()));
        inputs.put(given, targets.from(0));
        List<Output> outputs = new ArrayList<>();
        outputs.add(new Output(loss.loss(formula.output(), form.target(given)), losses.from(0)));
        peaks.forEach((layer, storage) -> {
            Tensor output = formula.outputs().get(layer);
            Tensor counted = Tensor.index(output.shape(), 0).lt(count);
            int[] others = IntStream.range(0, output.shape().rank())
                    .filter(axis -> axis != 1)
                    .toArray();
            Tensor before = Tensor.input("peaks", Shape.of(storage.size()));
            inputs.put(before, storage.from(0));
            Tensor largest = counted.select(output, Tensor.constant(0)).amax(others);
            outputs.add(new Output(before.max(largest), storage.from(0)));
        });
        return Planner.plan("inspect", inputs, outputs);
    }

    /** Writes the loss that each example has for one prediction, the same for all: what the last layer gives. */
    public Plan constant(Storage prediction, Storage losses) {
        Tensor given = Tensor.input("targets", Shape.of(batch, form.width()));
        Tensor same = Tensor.input("prediction", Shape.of(form.columns()));
        Tensor output = same.expand(Shape.of(batch, form.columns()));
        return Planner.plan(
                "constant",
                Map.of(given, targets.from(0), same, prediction.from(0)),
                List.of(new Output(loss.loss(output, form.target(given)), losses.from(0))));
    }

    /** Shapes of what each layer gives. */
    public List<Shape> layerShapes() {
        return network.trace(batch, stored, false).outputs().stream()
                .map(Tensor::shape)
                .toList();
    }

    private Output add(String name, int place, Tensor values, Map<Tensor, Region> inputs) {
        Tensor before = Tensor.input(name, Shape.SCALAR);
        inputs.put(before, sums.from(place));
        return new Output(before.add(values.sum()), sums.from(place));
    }

    private Map<Tensor, Region> inputs(Network.Formula formula) {
        Map<Tensor, Region> inputs = new HashMap<>();
        inputs.put(formula.examples(), examples.from(0));
        for (ModelTensor tensor : network.tensors()) {
            inputs.put(stored.input(tensor), weights.from(stored.offset(tensor, layout)));
        }
        return inputs;
    }

    static int width(Network network) {
        return new Shape(network.exampleShape()).elements();
    }

    /** Examples in a batch. */
    public int batch() {
        return batch;
    }

    /** How many examples of a batch count. */
    public Tensor count() {
        return count;
    }

    public Storage examples() {
        return examples;
    }

    public Storage targets() {
        return targets;
    }

    public Storage sums() {
        return sums;
    }
}
