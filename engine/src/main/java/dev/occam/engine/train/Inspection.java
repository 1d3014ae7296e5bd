package dev.occam.engine.train;

import dev.occam.EpochReport;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.diagnosis.Evidence;
import dev.occam.engine.diagnosis.Evidence.Enlarged;
import dev.occam.engine.diagnosis.Evidence.Neutral;
import dev.occam.engine.diagnosis.Evidence.Units;
import dev.occam.engine.diagnosis.Losses;
import dev.occam.engine.model.ModelLayer;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.rule.Hook;
import dev.occam.engine.rule.Normalization;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.rule.Timescales;
import dev.occam.engine.step.StepStorage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Looks at the weights that a run has kept, for its diagnosis. The weights on the device are others afterwards. */
final class Inspection {
    private static final int SMALLEST_BATCH = 256;
    private static final int MOST_BATCHES = 8;
    private static final double LARGER = 1.1;
    private static final double SMALLER = 0.9;

    private final TrainingSetup setup;
    private final DeviceMemory memory;
    private final StepStorage storage;
    private final List<Rule> shrinking;

    Inspection(TrainingSetup setup, DeviceMemory memory, StepStorage storage, Timescales timescales) {
        this.setup = setup;
        this.memory = memory;
        this.storage = storage;
        shrinking = setup.rules().stream().filter(timescales::shrinks).toList();
    }

    /** @param early whether the run was stopped for want of improvement */
    Evidence evidence(float[] kept, List<EpochReport> history, boolean early) {
        memory.write(storage.weights(), kept);
        Dataset train = setup.data().train();
        ExampleLosses losses = new ExampleLosses(
                setup, memory, storage, Math.max(setup.facts().batchSize(), SMALLEST_BATCH), false, rectifiers());
        double[] onTrain = losses.of(train);
        List<Units> units = losses.peaks().entrySet().stream()
                .map(each -> units(each.getKey(), each.getValue()))
                .toList();
        Optional<double[]> onValidation = setup.data().validation().map(losses::of);
        Optional<Enlarged> enlarged = onValidation.flatMap(before -> enlarged(losses, kept, before));
        long steps = (long) history.size() * setup.facts().stepsPerEpoch();
        return new Evidence(
                history,
                Losses.of(onTrain),
                onValidation.map(Losses::of),
                constantLoss(train, losses),
                shrinking.stream().map(Rule::label).toList(),
                enlarged,
                neutral(kept),
                units,
                new Evidence.Stop(
                        early && history.size() < setup.spec().epochs(),
                        setup.spec().epochs(),
                        setup.rates().at(steps - 1),
                        setup.facts().maxLearningRate(),
                        setup.facts().lastLearningRate()));
    }

    /** The layers that cut off what is negative; not those whose units a rule is meant to switch off. */
    private List<ModelLayer> rectifiers() {
        List<ModelLayer> layers = setup.network().layers();
        return layers.stream()
                .filter(layer -> layer.layer().name().equals("relu") && !isSparse(layer))
                .toList();
    }

    private boolean isSparse(ModelLayer rectifier) {
        return setup.rules().stream()
                .filter(rule -> Hook.PROX.isOverriddenBy(rule.regularizer()))
                .flatMap(rule -> rule.weights().stream())
                .anyMatch(weight -> weight.layer() < rectifier.index());
    }

    private static Units units(ModelLayer layer, float[] peaks) {
        int silent = 0;
        for (float peak : peaks) {
            silent += peak > 0 ? 0 : 1;
        }
        return new Units(layer.describe(), silent, peaks.length);
    }

    private Optional<Enlarged> enlarged(ExampleLosses losses, float[] kept, double[] before) {
        boolean softTargets = setup.strategies().mixup().isPresent()
                || setup.rules().stream().anyMatch(rule -> Hook.TARGET.isOverriddenBy(rule.regularizer()));
        List<ModelWeight> weights = shrunk(false);
        if (softTargets || weights.isEmpty()) {
            return Optional.empty();
        }
        memory.write(storage.weights(), scaled(kept, weights, LARGER));
        double[] after = losses.of(setup.data().validation().orElseThrow());
        memory.write(storage.weights(), kept);
        double[] gain = new double[before.length];
        Arrays.setAll(gain, i -> before[i] - after[i]);
        return Optional.of(new Enlarged(LARGER, Losses.of(gain)));
    }

    /** A normalization sees the statistics of batches here, so that it meets the scaled weights as in training. */
    private Optional<Neutral> neutral(float[] kept) {
        List<ModelWeight> weights = shrunk(true);
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        ExampleLosses losses =
                new ExampleLosses(setup, memory, storage, setup.facts().batchSize(), true, List.of());
        int batches = Math.min(
                MOST_BATCHES, setup.facts().trainingSize() / setup.facts().batchSize());
        double before = losses.meanOf(setup.data().train(), batches);
        memory.write(storage.weights(), scaled(kept, weights, SMALLER));
        double after = losses.meanOf(setup.data().train(), batches);
        memory.write(storage.weights(), kept);
        return Optional.of(new Neutral(
                shrinking.stream()
                        .filter(rule -> weights.stream().anyMatch(rule::covers))
                        .map(Rule::label)
                        .toList(),
                weights.stream().map(ModelWeight::name).toList(),
                SMALLER,
                before,
                after));
    }

    /** The weights that rules shrink, before a normalization or not. */
    private List<ModelWeight> shrunk(boolean normalized) {
        return setup.network().weights().stream()
                .filter(weight -> shrinking.stream().anyMatch(rule -> rule.covers(weight)))
                .filter(weight -> Normalization.follows(weight, setup.network()) == normalized)
                .toList();
    }

    private float[] scaled(float[] kept, List<ModelWeight> weights, double factor) {
        float[] scaled = kept.clone();
        for (ModelWeight weight : weights) {
            int offset = storage.layout().offset(weight);
            for (int i = offset; i < offset + weight.shape().elements(); i++) {
                scaled[i] *= (float) factor;
            }
        }
        return scaled;
    }

    /** Of classes the entropy of their frequencies; of values the loss of their means. */
    private double constantLoss(Dataset train, ExampleLosses losses) {
        if (!(train.targets() instanceof Targets.Classes classes)) {
            return losses.ofConstant(train, means((Targets.Values) train.targets()));
        }
        int[] counts = new int[classes.names().size()];
        for (int label : classes.labels()) {
            counts[label]++;
        }
        double entropy = 0;
        for (int count : counts) {
            double frequency = count / (double) train.size();
            entropy -= count == 0 ? 0 : frequency * Math.log(frequency);
        }
        return entropy;
    }

    private static float[] means(Targets.Values targets) {
        int columns = targets.names().size();
        double[] sums = new double[columns];
        for (int i = 0; i < targets.values().length; i++) {
            sums[i % columns] += targets.values()[i];
        }
        float[] means = new float[columns];
        for (int i = 0; i < columns; i++) {
            means[i] = (float) (sums[i] * columns / targets.values().length);
        }
        return means;
    }
}
