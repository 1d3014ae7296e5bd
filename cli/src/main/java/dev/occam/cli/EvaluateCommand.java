package dev.occam.cli;

import dev.occam.DataChoice;
import dev.occam.Engine;
import dev.occam.Metrics;
import dev.occam.TrainedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code occam evaluate}. */
@Command(
        name = "evaluate",
        description = "Measures loss and accuracy of a run's model on data.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample: a model on rows that it has not seen%n",
        footer = "  occam evaluate runs/20261122-104500-iris --data new-iris.csv")
final class EvaluateCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ModelOptions model;

    @Option(names = "--data", paramLabel = "D", description = "The data; those of the run where they are not given.")
    private String data;

    EvaluateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Engine engine = session.engine();
        DataChoice choice = Optional.ofNullable(data)
                .map(text -> ModelOptions.data(engine, text))
                .orElseGet(() -> model.dataOfRun(engine));
        try (TrainedModel trained = engine.load(model.run(), model.backend())) {
            Metrics metrics = trained.evaluate(choice);
            report(metrics, choice);
        }
        return 0;
    }

    private void report(Metrics metrics, DataChoice choice) {
        String source = choice instanceof DataChoice.Named named ? named.source() : "given";
        if (session.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("model", model.run().toString());
            json.put("data", source);
            json.put("trained_on", data == null);
            json.putAll(ResultJson.of(metrics));
            session.json(json);
            return;
        }
        Table table = new Table("", "data", ">loss", ">accuracy");
        table.row(Text.line(source), Text.loss(metrics.loss()), Text.percent(metrics.accuracy()));
        table.lines(session.style()).forEach(session.people()::println);
        if (data == null && !session.isQuiet()) {
            session.people().println("These are all rows of the run's data, also those that it was trained on.");
        }
    }
}
