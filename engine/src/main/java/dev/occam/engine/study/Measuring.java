package dev.occam.engine.study;

import dev.occam.DataChoice;
import dev.occam.EpochReport;
import dev.occam.Metrics;
import dev.occam.TrainedModel;
import dev.occam.TrainingResult;
import dev.occam.data.Dataset;
import dev.occam.engine.complexity.DenseNetwork;
import dev.occam.engine.complexity.GaussNewton;
import dev.occam.engine.complexity.MatrixNorms;
import dev.occam.engine.complexity.Spectrum;
import dev.occam.engine.data.DataOptions;
import dev.occam.engine.data.DataSource;
import dev.occam.engine.data.Share;
import dev.occam.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Measures a trained network. */
final class Measuring {
    /** Stands for no decay where a strength is needed, and is the smallest of the studies. */
    static final double SMALLEST_STRENGTH = 1e-6;

    private static final double COMMON_STRENGTH = 1e-3;
    private static final double SETTLED_WITHIN = 0.01;
    private static final int MOST_EXAMPLES = 200;
    private static final int LANCZOS_STEPS = 25;
    private static final int PROBES = 4;

    private final Map<Measure, Double> values = new EnumMap<>(Measure.class);

    private Measuring() {}

    static Map<Measure, Double> of(RunPlan plan, TrainingResult result) {
        Measuring measuring = new Measuring();
        measuring.metrics(result);
        measuring.history(result.history());
        measuring.weights(plan, result.model());
        measuring.values.values().removeIf(value -> !Double.isFinite(value));
        return measuring.values;
    }

    private void metrics(TrainingResult result) {
        put(Measure.TRAIN_LOSS, Measure.TRAIN_ACCURACY, result.train());
        result.validation().ifPresent(part -> put(Measure.VALIDATION_LOSS, Measure.VALIDATION_ACCURACY, part));
        result.test().ifPresent(part -> put(Measure.TEST_LOSS, Measure.TEST_ACCURACY, part));
    }

    private void put(Measure loss, Measure accuracy, Metrics metrics) {
        values.put(loss, metrics.loss());
        OptionalDouble share = metrics.accuracy();
        share.ifPresent(value -> values.put(accuracy, value));
    }

    private void history(List<EpochReport> history) {
        double[] objective = history.stream()
                .mapToDouble(epoch -> epoch.train().loss()
                        + epoch.penalties().values().stream()
                                .mapToDouble(value -> value)
                                .sum())
                .toArray();
        values.put(Measure.EPOCHS, (double) history.size());
        values.put(Measure.SETTLED, (double) settled(objective));
        int best = 0;
        for (int i = 1; i < history.size(); i++) {
            best = validationLoss(history.get(i)) < validationLoss(history.get(best)) ? i : best;
        }
        values.put(Measure.BEST_EPOCH, best + 1.0);
    }

    /** The first epoch, from 1, after which no value is further from the last than 1 % of the way from the first. */
    static int settled(double[] objective) {
        double end = objective[objective.length - 1];
        double near = SETTLED_WITHIN * Math.abs(objective[0] - end);
        int epoch = objective.length;
        while (epoch > 1 && Math.abs(objective[epoch - 2] - end) <= near) {
            epoch--;
        }
        return epoch;
    }

    private static double validationLoss(EpochReport epoch) {
        return epoch.validation().map(Metrics::loss).orElse(Double.NaN);
    }

    private void weights(RunPlan plan, TrainedModel model) {
        List<DenseNetwork.Dense> layers = layers(model);
        double absolute = 0;
        double nonZeros = 0;
        double norms = 1;
        double ranks = 0;
        double peaks = 0;
        for (DenseNetwork.Dense layer : layers) {
            absolute += Arrays.stream(layer.weight()).map(Math::abs).sum();
            nonZeros += Arrays.stream(layer.weight()).filter(w -> w != 0).count();
            norms *= MatrixNorms.spectral(layer);
            ranks += MatrixNorms.stableRank(layer) / layers.size();
            peaks += MatrixNorms.peak(layer) / layers.size();
        }
        DenseNetwork network = new DenseNetwork(layers);
        values.put(Measure.MEAN_WEIGHT, absolute / network.weights());
        values.put(Measure.PEAK_WEIGHT, peaks);
        values.put(Measure.NON_ZEROS, nonZeros / network.weights());
        values.put(Measure.SPECTRAL_NORMS, norms);
        values.put(Measure.STABLE_RANK, ranks);
        if (plan.curvature()) {
            curvature(plan, network);
        }
    }

    private void curvature(RunPlan plan, DenseNetwork network) {
        GaussNewton.Loss loss = plan.scene().predictsClasses() ? GaussNewton.Loss.SOFTMAX : GaussNewton.Loss.SQUARED;
        GaussNewton matrix = new GaussNewton(network, loss, examples(plan));
        Spectrum spectrum = Spectrum.estimate(matrix, LANCZOS_STEPS, PROBES, plan.seed());
        double own = Math.max(plan.arm().decay(), SMALLEST_STRENGTH);
        values.put(Measure.EFFECTIVE_PARAMETERS, spectrum.effectiveParameters(own));
        values.put(Measure.EFFECTIVE_AT_COMMON, spectrum.effectiveParameters(COMMON_STRENGTH));
    }

    /** The first examples of the training part, as the run saw them. */
    private static float[] examples(RunPlan plan) {
        Map<String, Object> options = new LinkedHashMap<>(plan.scene().options(plan.arm()));
        DataChoice.Named data = (DataChoice.Named) plan.spec().data();
        options.put("path", data.source());
        Dataset train = DataSource.prepare(
                        DataOptions.from(options)
                                .withValidation(new Share(plan.spec().validation())),
                        plan.seed())
                .train();
        int count = Math.min(MOST_EXAMPLES, train.size());
        return Arrays.copyOf(train.features(), count * train.width());
    }

    private static List<DenseNetwork.Dense> layers(TrainedModel model) {
        List<DenseNetwork.Dense> layers = new ArrayList<>();
        for (Map.Entry<String, Shape> entry : model.weights().entrySet()) {
            if (entry.getKey().endsWith(".weight")) {
                String layer = entry.getKey().substring(0, entry.getKey().length() - ".weight".length());
                layers.add(new DenseNetwork.Dense(
                        entry.getValue().size(0),
                        entry.getValue().size(1),
                        doubles(model.weight(entry.getKey())),
                        doubles(model.weight(layer + ".bias"))));
            }
        }
        return layers;
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
