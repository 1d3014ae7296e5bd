package dev.occam.engine.report;

import dev.occam.TrainedModel;
import dev.occam.TrainedModel.Predictions;
import dev.occam.TrainingResult;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.file.AtomicFile;
import dev.occam.engine.run.ReportWriter;
import dev.occam.engine.run.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes {@code report.html}: asks the model what the page shows beyond the history. */
public final class RunPage implements ReportWriter {
    private static final int WORST = 14;

    @Override
    public void write(Path file, RunReport report) {
        AtomicFile.writeText(file, Report.html(data(report)));
    }

    static ReportData data(RunReport report) {
        TrainingResult result = report.result();
        PreparedData data = report.data();
        String part = data.test().isPresent() ? "test" : data.validation().isPresent() ? "validation" : "train";
        Dataset shown = data.test().or(data::validation).orElse(data.train());
        Optional<Confusion> confusion = Optional.empty();
        List<WorstExample> worst = List.of();
        if (shown.targets() instanceof Targets.Classes targets && shown.size() > 0) {
            Predictions predictions = result.model().predict(shown.features());
            confusion = Optional.of(Confusion.of(part, targets.names(), targets.labels(), predictions.classes()));
            worst = worst(shown, targets, predictions);
        }
        return new ReportData(
                data.train().name(),
                facts(report),
                result.history(),
                result.bestEpoch(),
                result.train(),
                result.validation(),
                result.test(),
                report.start().coverage(),
                result.diagnosis(),
                histograms(result.model()),
                confusion,
                worst,
                report.spec());
    }

    private static List<WorstExample> worst(Dataset data, Targets.Classes targets, Predictions predictions) {
        int classes = targets.names().size();
        return IntStream.range(0, data.size())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> predictions.values()[row * classes + targets.labels()[row]]))
                .limit(WORST)
                .map(row -> new WorstExample(
                        row,
                        targets.names().get(targets.labels()[row]),
                        targets.names().get(predictions.classes()[row]),
                        predictions.values()[row * classes + targets.labels()[row]],
                        WorstExample.Image.of(
                                data.exampleShape(),
                                Arrays.copyOfRange(data.features(), row * data.width(), (row + 1) * data.width()))))
                .toList();
    }

    private static List<WeightHistogram> histograms(TrainedModel model) {
        return model.weights().keySet().stream()
                .map(name -> WeightHistogram.of(name, model.weight(name)))
                .toList();
    }

    private static List<ReportData.Fact> facts(RunReport report) {
        TrainingResult result = report.result();
        PreparedData data = report.data();
        String sizes = Html.count(data.train().size()) + " to train on"
                + data.validation()
                        .map(part -> ", " + Html.count(part.size()) + " to validate")
                        .orElse("")
                + data.test()
                        .map(part -> ", " + Html.count(part.size()) + " to test")
                        .orElse("");
        List<ReportData.Fact> facts = new ArrayList<>();
        facts.add(new ReportData.Fact(
                "backend", report.start().backend() + ": " + report.start().device()));
        facts.add(new ReportData.Fact("chosen because", report.start().choice()));
        facts.add(new ReportData.Fact("examples", sizes));
        facts.add(new ReportData.Fact("data hash", data.hash()));
        facts.add(new ReportData.Fact("parameters", Html.count(report.start().parameters())));
        facts.add(new ReportData.Fact(
                "time",
                String.format(
                        Locale.ROOT,
                        "%.1f s, %,.0f examples a second in training",
                        result.seconds(),
                        result.examplesPerSecond())));
        facts.add(new ReportData.Fact(
                "Java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor")));
        facts.removeIf(fact -> fact.value().isBlank());
        return facts;
    }
}
