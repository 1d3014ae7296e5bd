package dev.occam.cli;

import dev.occam.Accounting;
import dev.occam.BackendReport;
import dev.occam.Coverage;
import dev.occam.DataChoice;
import dev.occam.Engine;
import dev.occam.EpochReport;
import dev.occam.Explanation;
import dev.occam.Finding;
import dev.occam.Metrics;
import dev.occam.RunOptions;
import dev.occam.RunStart;
import dev.occam.SearchRange;
import dev.occam.SpecSource;
import dev.occam.StudyListener;
import dev.occam.StudyRequest;
import dev.occam.StudyResult;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningResult;
import dev.occam.TuningSpec;
import dev.occam.data.Dataset;
import dev.occam.device.Availability;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Trains nothing, but tells its listener of it; remembers what it was asked. */
final class FakeEngine implements Engine {
    SpecSource read;
    RunOptions options;
    TuningSpec tuned;
    TuningOptions tuningOptions;
    DataChoice data;
    String backend;
    StudyRequest study;
    int epochs = 3;
    Optional<Throwable> failure = Optional.empty();
    TrainedModel.Predictions predictions = new TrainedModel.Predictions(
            List.of("cat", "dog, \"big\""), new float[] {0.75f, 0.25f, 0, 1}, new int[] {0, 1});

    void failWith(Throwable cause) {
        failure = Optional.of(cause);
    }

    @Override
    public TrainingSpec read(SpecSource source) {
        read = source;
        failIfAsked();
        String named = source.settings().stream()
                .filter(setting -> setting.path().equals("data"))
                .reduce((first, second) -> second)
                .map(setting -> setting.value().replace("\"", ""))
                .orElse("digits");
        return new TrainingSpecBuilder().data(named).layer("relu").build();
    }

    @Override
    public String write(TrainingSpec spec) {
        return "data: digits\n";
    }

    @Override
    public TrainingResult train(TrainingSpec spec, RunOptions given, TrainingListener listener) {
        options = given;
        listener.started(start(given.folder()));
        List<EpochReport> history = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            listener.progress(epoch, 10, epoch - 0.5);
            history.add(report(epoch));
            listener.epoch(history.get(epoch - 1));
        }
        return new TrainingResult(
                new FakeModel(),
                epochs,
                2,
                metrics(0.01234, 0.99851),
                Optional.of(metrics(0.0731, 0.979)),
                Optional.of(metrics(0.0884, 0.9722)),
                2.41,
                "cpu",
                12345.6,
                history,
                List.of(new Finding(
                        "under-regularized",
                        "The model fits the training part much better than the validation part.",
                        "The gap is 0.5.",
                        "Try more decay.")),
                given.folder());
    }

    @Override
    public TuningResult tune(TuningSpec spec, TuningOptions given, TuningListener listener) {
        tuned = spec;
        tuningOptions = given;
        failIfAsked();
        return FakeTuning.of(spec, given.folder(), listener);
    }

    @Override
    public TuningSpec tuning(Path folder) {
        return TuningSpec.grid(
                new SpecSource("spec.yaml", Optional.empty(), List.of()),
                SearchRange.of("regularizers.l2.lambda=lin:0..1"));
    }

    static EpochReport report(int epoch) {
        return new EpochReport(
                epoch,
                epoch,
                metrics(1.0 / epoch, 0.5),
                Map.of("decoupled-decay", 0.5),
                Optional.of(metrics(1.5 / epoch, 0.25)),
                1e-3,
                new EpochReport.WeightStatistics(0.1, 2, 0),
                new Accounting(
                        List.of(new Accounting.WeightAccount(
                                "hidden.weight", 0.1, 2, 0.25, Map.of("decoupled-decay", 0.5))),
                        Map.of("decoupled-decay", 0.5),
                        Map.of("decoupled-decay", new Accounting.Timescale(1000, 50))),
                epoch == 2);
    }

    static Metrics metrics(double loss, double accuracy) {
        return new Metrics(loss, OptionalDouble.of(accuracy));
    }

    RunStart start(Optional<Path> folder) {
        List<String> decay = List.of("DecoupledDecay[lambda=0.01]", "L1[lambda=1.0E-5]");
        Coverage coverage = new Coverage(
                List.of(
                        new Coverage.Row("hidden.weight", Role.WEIGHT, Shape.of(128, 64), decay),
                        new Coverage.Row("hidden.bias", Role.BIAS, Shape.of(128), List.of()),
                        new Coverage.Row(
                                "base.weight",
                                Role.WEIGHT,
                                Shape.of(64, 64),
                                List.of(),
                                true,
                                List.of("2.weight", "4.weight")),
                        new Coverage.Row(
                                "a-layer-with-a-very-long-name-that-goes-on-and-on.weight",
                                Role.NORM_SCALE,
                                Shape.of(10, 128),
                                decay)),
                List.of("Dropout[drop=0.2] after hidden, in training only"),
                List.of(
                        "Decay and max-norm on one weight rarely do what is meant: the norm is limited after the decay has"
                                + " already made the weight small."),
                "abc");
        return new RunStart(
                "cpu",
                "CPU, 2 threads, 512-bit vectors",
                "chosen with score 200; opencl cannot run here: no OpenCL platform was"
                        + " found, and that is a long reason",
                coverage,
                1294,
                9610,
                epochs,
                21,
                1,
                folder);
    }

    @Override
    public Explanation explain(TrainingSpec spec) {
        failIfAsked();
        Map<String, Long> memory = new LinkedHashMap<>();
        memory.put("weights", 38_440L);
        memory.put("scratch", 12_000_000L);
        return new Explanation(
                "data: digits\n",
                start(Optional.empty()),
                List.of("decoupled-decay lambda=0.01: PyTorch AdamW weight_decay=0.01"),
                List.of("data gradient", "+ penalties", "optimizer"),
                List.of(
                        "program forward [64x128]\n  %0 = load b0[i0]",
                        "matmul hidden [1x64x128, k 64]\n  %0 = product"),
                memory);
    }

    @Override
    public TrainedModel load(Path path, String wanted) {
        failIfAsked();
        backend = wanted;
        return new FakeModel();
    }

    @Override
    public List<BackendReport> backends() {
        return List.of(
                new BackendReport(
                        "cpu",
                        "occam-backend-cpu-0.1.0.jar",
                        new Availability.Usable(
                                200,
                                List.of(new Availability.DeviceSummary("CPU, 2 threads, 512-bit vectors", 6L << 30)),
                                "")),
                new BackendReport(
                        "opencl",
                        "",
                        new Availability.Unusable(
                                "no OpenCL platform was found",
                                "Install a driver (for a CPU: pocl-opencl-icd) or use --backend cpu.")));
    }

    @Override
    public List<String> studies() {
        return List.of("weight-decay", "regularizers", "optimizers");
    }

    @Override
    public StudyResult study(StudyRequest request, StudyListener listener) {
        study = request;
        failIfAsked();
        listener.started("What weight decay does", 3, 2);
        listener.part("first part", 40);
        for (int done = 1; done <= 40; done++) {
            listener.progress(done, 40);
        }
        Path page = request.folder().resolve("study.html");
        return new StudyResult(
                request.name(),
                List.of(
                        new StudyResult.Verdict(
                                "Decay improves the accuracy on unseen data.",
                                "noisy digits",
                                StudyResult.Outcome.SUPPORTED,
                                "+14.4 (+12.0 to +16.8) points of test accuracy; test loss -50.0 % (-52.0 % to -48.0 %)"),
                        new StudyResult.Verdict(
                                "Decay improves the accuracy on unseen data.",
                                "customers",
                                StudyResult.Outcome.CONTRADICTED,
                                "-0.1 (-0.3 to +0.1) points"),
                        new StudyResult.Verdict(
                                "Training takes less time with decay.",
                                "noisy digits",
                                StudyResult.Outcome.UNDECIDED,
                                "+0.3 % (-2.0 % to +2.6 %)")),
                42,
                1,
                3.21,
                page,
                request.folder().resolve("study.json"));
    }

    private void failIfAsked() {
        failure.ifPresent(FakeEngine::raise);
    }

    private static void raise(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) cause;
    }

    private final class FakeModel implements TrainedModel {
        @Override
        public Metrics evaluate(DataChoice choice) {
            data = choice;
            return metrics(0.5, 0.9);
        }

        @Override
        public Metrics evaluate(Dataset dataset) {
            return metrics(0.5, 0.9);
        }

        @Override
        public Predictions predict(DataChoice choice) {
            data = choice;
            return predictions;
        }

        @Override
        public Predictions predict(float[] features) {
            return predictions;
        }

        @Override
        public Map<String, Shape> weights() {
            return Map.of();
        }

        @Override
        public float[] weight(String name) {
            return new float[0];
        }

        @Override
        public void save(Path file) {
            throw new IllegalStateException("nothing to save");
        }

        @Override
        public void close() {
            failure = Optional.empty();
        }
    }
}
