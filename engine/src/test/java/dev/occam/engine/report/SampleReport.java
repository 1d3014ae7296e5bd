package dev.occam.engine.report;

import dev.occam.Accounting;
import dev.occam.Coverage;
import dev.occam.EpochReport;
import dev.occam.Finding;
import dev.occam.Metrics;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** A run that could have been. */
final class SampleReport {
    private SampleReport() {}

    static ReportData of(int epochs, List<String> classes, String name) {
        Random random = new Random(7);
        List<EpochReport> history = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double t = (double) epoch / epochs;
            Map<String, Double> penalties = new LinkedHashMap<>();
            penalties.put("decoupled-decay " + name, 0.4 + 0.3 * t);
            penalties.put("l1", 0.02 * Math.exp(-3 * t));
            history.add(new EpochReport(
                    epoch,
                    epoch * 0.11,
                    metrics(2.3 * Math.exp(-6 * t) + 0.004, 1 - 0.8 * Math.exp(-7 * t)),
                    penalties,
                    Optional.of(metrics(
                            2.2 * Math.exp(-4.5 * t) + 0.07 + 0.02 * random.nextDouble(),
                            0.975 - 0.75 * Math.exp(-6 * t))),
                    1e-3,
                    new EpochReport.WeightStatistics(0.06 + 0.03 * t, 7, 0.1),
                    new Accounting(
                            List.of(new Accounting.WeightAccount(
                                    name + ".weight", 0.06, 7, 0.2, Map.of("decoupled-decay", 0.25 * t))),
                            Map.of("decoupled-decay", 0.25 * t),
                            Map.of("decoupled-decay", new Accounting.Timescale(1000, 50))),
                    epoch == epochs - 2));
        }
        List<Coverage.Row> rows = List.of(
                new Coverage.Row(
                        name + ".weight",
                        Role.WEIGHT,
                        Shape.of(128, 64),
                        List.of("DecoupledDecay[lambda=0.01]", "L1[lambda=1.0E-5]")),
                new Coverage.Row(name + ".bias", Role.BIAS, Shape.of(128), List.of()),
                new Coverage.Row(
                        "output.weight", Role.WEIGHT, Shape.of(10, 128), List.of("DecoupledDecay[lambda=0.01]")),
                new Coverage.Row("output.bias", Role.BIAS, Shape.of(10), List.of(), true, List.of("4.bias")));
        Coverage coverage = new Coverage(
                rows,
                List.of("Dropout[drop=0.2] after hidden, in training only"),
                List.of("A warning about " + name + "."),
                "abc");
        List<WeightHistogram> weights = new ArrayList<>();
        for (Coverage.Row row : rows) {
            float[] values = new float[row.shape().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 5 == 0 && row.role() == Role.WEIGHT ? 0 : (float) (random.nextGaussian() * 0.1);
            }
            weights.add(WeightHistogram.of(row.weight(), values));
        }
        int[] truth = IntStream.range(0, 360).map(i -> i % classes.size()).toArray();
        int[] predicted = IntStream.of(truth)
                .map(label -> random.nextInt(25) == 0 ? random.nextInt(classes.size()) : label)
                .toArray();
        List<WorstExample> worst = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            float[] pixels = new float[64];
            for (int p = 0; p < 64; p++) {
                double distance = Math.hypot(p % 8 - 3.5, Math.floorDiv(p, 8) - 3.5);
                pixels[p] = (float) (16 * Math.exp(-Math.abs(distance - 1 - i % 3)));
            }
            worst.add(new WorstExample(
                    37 * i,
                    classes.get(i % classes.size()),
                    classes.get((i + 3) % classes.size()),
                    0.01 * i,
                    WorstExample.Image.of(List.of(64), pixels)));
        }
        return new ReportData(
                name,
                List.of(
                        new ReportData.Fact("backend", "cpu: CPU, 2 threads, 512-bit vectors"),
                        new ReportData.Fact("seed " + name, "42")),
                history,
                epochs - 2,
                metrics(0.0041, 0.9996),
                Optional.of(metrics(0.0731, 0.979)),
                Optional.of(metrics(0.0884, 0.9722)),
                coverage,
                List.of(new Finding("dead-units", "Units of " + name + " never fire.", "12 of 128.", "Try fewer.")),
                weights,
                Optional.of(Confusion.of("test", classes, truth, predicted)),
                worst,
                "data: {path: " + name + "}\nmodel:\n  - dense: {units: 128}\n");
    }

    static Metrics metrics(double loss, double accuracy) {
        return new Metrics(loss, OptionalDouble.of(accuracy));
    }
}
