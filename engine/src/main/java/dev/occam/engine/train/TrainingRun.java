package dev.occam.engine.train;

import com.google.inject.Inject;
import dev.occam.Finding;
import dev.occam.RunOptions;
import dev.occam.RunStart;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.device.Device;
import dev.occam.engine.run.ReportWriter;
import dev.occam.engine.run.RunFolder;
import dev.occam.engine.run.RunReport;
import dev.occam.error.OccamException;
import dev.occam.error.RequestException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run from its folder to its result. */
public final class TrainingRun {
    private final TrainingSetup setup;
    private final RunOptions options;
    private final TrainingListener listener;
    private final ReportWriter reports;
    private final BackendChoice backend;
    private final Provenance provenance;

    /**
     * Which backend runs it.
     *
     * @param reason one line on why this one
     */
    public record BackendChoice(String name, String reason) {}

    /**
     * Where the parts of a run come from, for its record.
     *
     * @param version of Occam
     * @param plugins a line for each plugin that takes part
     */
    public record Provenance(String version, List<String> plugins) {
        public Provenance {
            plugins = List.copyOf(plugins);
        }
    }

    /** Not public, so that Guice calls it by reflection: for one call it would generate a class. */
    @Inject
    TrainingRun(
            TrainingSetup setup,
            RunOptions options,
            TrainingListener listener,
            ReportWriter reports,
            BackendChoice backend,
            Provenance provenance) {
        this.setup = setup;
        this.options = options;
        this.listener = listener;
        this.reports = reports;
        this.backend = backend;
        this.provenance = provenance;
    }

    /** Trains on this device, which belongs to the result's model afterwards and is closed where the run fails. */
    public TrainingResult on(Device device) {
        boolean done = false;
        try {
            TrainingResult result = train(device);
            done = true;
            return result;
        } finally {
            if (!done) {
                device.close();
            }
        }
    }

    private TrainingResult train(Device device) {
        Optional<RunFolder> folder = options.folder().or(options::resume).map(RunFolder::create);
        Instant begun = Instant.now();
        try (Trainer trainer = new Trainer(setup, device, folder, listener)) {
            resume(trainer);
            RunStart start = start(device, trainer.firstEpoch(), folder);
            folder.ifPresent(run -> {
                run.writeSpec(setup.specText());
                run.writeRecord(record(start, begun, "running", Map.of()));
            });
            listener.started(start);
            try {
                trainer.run();
            } catch (OccamException e) {
                String message = e.getMessage();
                folder.ifPresent(run -> run.writeRecord(record(start, begun, "failed", Map.of("error", message))));
                throw e;
            }
            TrainingResult result = trainer.result(start);
            folder.ifPresent(run -> {
                reports.write(run.report(), new RunReport(setup.specText(), start, result, setup.data()));
                run.writeRecord(record(start, begun, "done", outcome(result)));
            });
            return result;
        }
    }

    private static Map<String, Object> outcome(TrainingResult result) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("epochs", result.epochs());
        values.put("best_epoch", result.bestEpoch());
        values.put("seconds", result.seconds());
        values.put(
                "diagnosis",
                result.diagnosis().stream().map(TrainingRun::values).toList());
        return values;
    }

    private static Map<String, Object> values(Finding finding) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", finding.name());
        values.put("verdict", finding.verdict());
        values.put("evidence", finding.evidence());
        values.put("remedy", finding.remedy());
        return values;
    }

    private void resume(Trainer trainer) {
        if (options.resume().isEmpty()) {
            return;
        }
        RunFolder from = new RunFolder(options.resume().get());
        if (from.hasCheckpoint()) {
            trainer.resume(from.checkpoint(), options.acceptOtherCoverage());
        } else if (!from.isBegun()) {
            throw new RequestException(
                    "There is no run to resume in %s: it has no run.json and no checkpoint.\n  Name a run folder, or train without --resume."
                            .formatted(from.path()));
        }
    }

    private RunStart start(Device device, int firstEpoch, Optional<RunFolder> folder) {
        return new RunStart(
                backend.name(),
                device.description(),
                backend.reason(),
                setup.coverage(),
                setup.data().train().size(),
                setup.network().parameters(),
                setup.spec().epochs(),
                setup.facts().stepsPerEpoch(),
                firstEpoch,
                folder.map(RunFolder::path));
    }

    private Map<String, Object> record(RunStart start, Instant begun, String outcome, Map<String, Object> more) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("occam", provenance.version());
        values.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        values.put("backend", start.backend());
        values.put("device", start.device());
        values.put("seed", setup.spec().seed());
        values.put(
                "threads",
                setup.spec().threads().isPresent() ? setup.spec().threads().getAsInt() : "auto");
        values.put("data_hash", setup.data().hash());
        values.put("coverage_hash", setup.coverage().hash());
        values.put("plugins", provenance.plugins());
        values.put("first_epoch", start.firstEpoch());
        values.put("start", begun.toString());
        if (!outcome.equals("running")) {
            values.put("end", Instant.now().toString());
        }
        values.put("outcome", outcome);
        values.putAll(more);
        return values;
    }
}
