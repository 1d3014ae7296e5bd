package dev.occam.cli;

import dev.occam.DataChoice;
import dev.occam.Engine;
import dev.occam.TrainedModel;
import dev.occam.TrainedModel.Predictions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code occam predict}. */
@Command(
        name = "predict",
        description = "Predicts a class with its probabilities, or values, for each row of the data.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample: predictions as a table%n",
        footer = "  occam predict runs/20261122-104500-iris --data new-iris.csv --output p.csv")
final class PredictCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--data",
            paramLabel = "D",
            required = true,
            description = "The rows; targets in them are not needed.")
    private String data;

    @Option(
            names = "--output",
            paramLabel = "F.csv",
            description = "Write a CSV file; standard output where it is not given.")
    private Path output;

    PredictCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Engine engine = session.engine();
        DataChoice choice = ModelOptions.data(engine, data);
        Predictions predictions;
        try (TrainedModel trained = engine.load(model.run(), model.backend())) {
            predictions = trained.predict(choice);
        }
        PredictionTable table = new PredictionTable(predictions);
        if (output != null) {
            WholeFile.write(output, stream -> {
                PrintWriter writer = new PrintWriter(stream, false, StandardCharsets.UTF_8);
                table.writeCsv(writer);
                return !writer.checkError();
            });
            written(table);
            return 0;
        }
        if (session.isJson()) {
            session.json(table.toJson());
            return 0;
        }
        PrintWriter writer = StreamWriter.on(session.surroundings().out());
        table.writeCsv(writer);
        writer.flush();
        return 0;
    }

    private void written(PredictionTable table) {
        if (session.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("output", output.toString());
            json.put("rows", table.rows());
            session.json(json);
        }
        if (!session.isQuiet()) {
            session.people().println("%s in %s".formatted(Text.of(table.rows(), "prediction"), output));
        }
    }
}
