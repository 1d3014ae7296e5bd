package dev.occam.engine.train;

import dev.occam.EpochReport;
import dev.occam.Finding;
import dev.occam.Metrics;
import dev.occam.RunStart;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.data.Dataset;
import dev.occam.device.Device;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.diagnosis.Diagnosis;
import dev.occam.engine.plan.Storage;
import dev.occam.engine.rule.Timescales;
import dev.occam.engine.run.RunFolder;
import dev.occam.engine.step.EvaluationPlans;
import dev.occam.engine.step.StepStorage;
import dev.occam.engine.step.TrainingPlans;
import dev.occam.error.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Trains one run on one device, epoch by epoch. */
final class Trainer implements AutoCloseable {
    /** After this many steps the sums are added up in double on the host, so that long sums stay exact enough. */
    private static final int STEPS_PER_SUM = 256;

    private static final long NANOS_PER_PROGRESS = 250_000_000;
    private static final int SMALLEST_EVALUATION_BATCH = 256;

    private final TrainingSetup setup;
    private final Optional<RunFolder> folder;
    private final TrainingListener listener;
    private final DeviceMemory memory;
    private final TrainingPlans plans;
    private final StepStorage storage;
    private final StepRunner runner;
    private final Evaluator evaluator;
    private final Evaluator averageEvaluator;
    private final Timescales timescales;
    private final Accounts accounts;
    private final EpochOrder order;
    private final BestEpoch best;
    private final boolean keepsBest;
    private final Snapshot snapshot;
    private final Snapshot next;
    private final float[] initial;
    private Optional<float[]> bestWeights = Optional.empty();
    private final List<EpochReport> history = new ArrayList<>();
    private double earlierSeconds;
    private boolean diverged;
    private final long begun = System.nanoTime();
    private long trainingNanos;
    private long trainedExamples;
    private long nextProgress = begun + NANOS_PER_PROGRESS;

    Trainer(TrainingSetup setup, Device device, Optional<RunFolder> folder, TrainingListener listener) {
        this.setup = setup;
        this.folder = folder;
        this.listener = listener;
        plans = setup.plans();
        storage = plans.storage();
        memory = new DeviceMemory(device);
        runner = new StepRunner(
                memory,
                plans,
                setup.scalars(),
                new Strengths(
                        setup.rules(),
                        (long) setup.spec().epochs() * setup.facts().stepsPerEpoch(),
                        setup.facts().stepsPerEpoch()),
                setup.form(),
                setup.spec().seed(),
                setup.facts().batchSize(),
                setup.lastBatch());
        int batch = Math.max(setup.facts().batchSize(), SMALLEST_EVALUATION_BATCH);
        evaluator = new Evaluator(memory, evaluation(batch, storage.weights()), setup.form());
        averageEvaluator = setup.strategies().averages()
                ? new Evaluator(memory, evaluation(batch, storage.average()), setup.form())
                : evaluator;
        runner.keep(train());
        setup.data()
                .validation()
                .ifPresent(data ->
                        Stream.of(evaluator, averageEvaluator).distinct().forEach(each -> each.keep(data)));
        timescales = new Timescales(setup.rules(), setup.facts(), setup.isAdaptive());
        accounts = new Accounts(setup, memory, plans, timescales);
        order = new EpochOrder(setup.spec().seed(), setup.spec().shuffle(), train().size());
        best = new BestEpoch(setup.spec().earlyStopping());
        keepsBest = setup.spec().keepBest() || setup.spec().earlyStopping().isPresent();
        snapshot = Snapshot.empty(storage);
        next = Snapshot.empty(storage);
        float[] start = StartingWeights.of(setup, storage.layout());
        System.arraycopy(start, 0, snapshot.weights(), 0, start.length);
        initial = Arrays.copyOf(start, storage.initial().size());
    }

    private EvaluationPlans evaluation(int batch, Storage weights) {
        return new EvaluationPlans(setup.network(), setup.loss(), setup.form(), storage.layout(), weights, batch);
    }

    /**
     * Takes over what a checkpoint holds.
     *
     * @throws RequestException if it is of another run
     */
    void resume(Path file, boolean acceptOtherCoverage) {
        Checkpoint checkpoint = Checkpoint.read(
                file,
                setup.network(),
                storage.layout(),
                List.copyOf(storage.slots().keySet()),
                setup.strategies().averages(),
                identity -> Resumption.check(file, identity, setup, acceptOtherCoverage));
        for (EpochReport epoch : checkpoint.history()) {
            boolean isBest = best.add(epoch.epoch(), epoch.validation().orElse(epoch.train()));
            history.add(Resumption.marked(epoch, isBest));
            earlierSeconds = epoch.seconds();
        }
        checkpoint.state().copyTo(snapshot);
        System.arraycopy(checkpoint.initial(), 0, initial, 0, initial.length);
        bestWeights = checkpoint.best();
    }

    /** The number of the first epoch that is still to be trained. */
    int firstEpoch() {
        return history.size() + 1;
    }

    /** Begins with the weights of this checkpoint, and with nothing else of it. */
    void startFrom(Path file) {
        float[] weights = StartingWeights.ofFile(file, "weight/", setup.network(), storage.layout());
        System.arraycopy(weights, 0, snapshot.weights(), 0, weights.length);
    }

    /** Trains until the last epoch, or until there has been no improvement for too long. */
    void run() {
        run(setup.spec().epochs());
    }

    /** Trains until this epoch, which may be before the last, or until there has been no improvement for too long. */
    void run(int last) {
        if (plans.usesInitial()) {
            memory.write(storage.initial(), initial);
        }
        runner.write(snapshot);
        for (int epoch = firstEpoch(); epoch <= last && !isStopped(); epoch++) {
            train(epoch);
            finish(epoch);
        }
    }

    private boolean isStopped() {
        return setup.spec().earlyStopping().isPresent() && best.shouldStop();
    }

    private void train(int epoch) {
        long start = System.nanoTime();
        int[] rows = order.of(epoch);
        int batch = setup.facts().batchSize();
        int steps = setup.facts().stepsPerEpoch();
        runner.clear();
        for (int step = 0; step < steps; step++) {
            long done = (long) (epoch - 1) * steps + step;
            int first = step * batch;
            int count = Math.min(batch, train().size() - first);
            runner.step(train(), rows, first, count, done + 1, setup.rates().at(done), step == steps - 1);
            if ((step + 1) % STEPS_PER_SUM == 0) {
                drain(epoch, rows);
            }
            if (System.nanoTime() > nextProgress) {
                memory.device().finish();
                listener.progress(epoch, step + 1, seconds());
                nextProgress = System.nanoTime() + NANOS_PER_PROGRESS;
            }
        }
        drain(epoch, rows);
        trainedExamples += train().size();
        trainingNanos += System.nanoTime() - start;
    }

    private void drain(int epoch, int[] rows) {
        runner.drain();
        if (runner.firstBadStep() > 0) {
            throw divergence().atStep(epoch, rows, runner.firstBadStep());
        }
    }

    private void finish(int epoch) {
        averageEpoch(epoch);
        runner.read(next);
        for (float value : next.weights()) {
            if (!Float.isFinite(value)) {
                throw divergence().afterEpoch(epoch, next.weights());
            }
        }
        next.copyTo(snapshot);
        Evaluator keptEvaluator = isAveraged(epoch) ? averageEvaluator : evaluator;
        Optional<Metrics> validation = setup.data().validation().map(keptEvaluator::evaluate);
        EpochReport epochReport = epochReport(epoch, validation);
        history.add(epochReport);
        if (epochReport.best() && keepsBest) {
            bestWeights = Optional.of(kept(epoch).clone());
        }
        folder.ifPresent(this::save);
        listener.epoch(epochReport);
    }

    private void averageEpoch(int epoch) {
        if (setup.strategies().swa().isEmpty() || !isAveraged(epoch)) {
            return;
        }
        int first = setup.strategies().swa().get().firstEpoch(setup.spec().epochs());
        runner.average(1.0 / (epoch - first + 1));
        runner.renewStatistics(train(), order.of(epoch));
    }

    private boolean isAveraged(int epoch) {
        return setup.strategies().isAveraged(epoch, setup.spec().epochs());
    }

    /** The weights that are evaluated and saved after this epoch, as of the last snapshot. */
    private float[] kept(int epoch) {
        return isAveraged(epoch) ? snapshot.average() : snapshot.weights();
    }

    /** The weights that a run leaves. */
    private float[] kept() {
        return keepsBest && bestWeights.isPresent() ? bestWeights.get() : kept(history.size());
    }

    private EpochReport epochReport(int epoch, Optional<Metrics> validation) {
        Metrics metrics = new Metrics(
                runner.loss() / train().size(),
                setup.form().hasClasses()
                        ? OptionalDouble.of(runner.correct() / train().size())
                        : OptionalDouble.empty());
        long lastStep = (long) epoch * setup.facts().stepsPerEpoch() - 1;
        double rate = setup.rates().at(lastStep);
        boolean isBest = best.add(epoch, validation.orElse(metrics));
        return new EpochReport(
                epoch,
                seconds(),
                metrics,
                accounts.penalties(runner),
                validation,
                rate,
                Statistics.of(setup.network().weights(), storage.layout(), kept(epoch)),
                accounts.accounting(epoch, kept(epoch)),
                isBest);
    }

    /** The checkpoint first: it holds the metrics, too, so that a kill in between loses nothing. */
    private void save(RunFolder run) {
        save(run.checkpoint());
        run.writeMetrics(history);
    }

    /** Writes a checkpoint. */
    void save(Path checkpoint) {
        new Checkpoint(
                        setup.spec().seed(),
                        setup.coverage().hash(),
                        setup.data().hash(),
                        history,
                        snapshot,
                        initial,
                        bestWeights)
                .write(checkpoint, setup.network(), storage.layout());
    }

    /** Metrics of the weights that are kept, on each of these. Training does not go on afterwards. */
    List<Metrics> evaluateKept(List<Dataset> parts) {
        memory.write(storage.weights(), kept());
        return parts.stream().map(evaluator::evaluate).toList();
    }

    int trainedEpochs() {
        return history.size();
    }

    /** The epoch whose weights are kept. */
    int keptEpoch() {
        return keepsBest && bestWeights.isPresent() ? best.epoch() : history.size();
    }

    /** Whether training ended because its numbers were not finite. */
    boolean hasDiverged() {
        return diverged;
    }

    /** The result, with the weights that are kept; the device goes on to the model. */
    TrainingResult result(RunStart start) {
        float[] kept = kept();
        ModelFile file = new ModelFile(
                setup.specText(),
                setup.data().preprocessing(),
                setup.columns(),
                WeightFiles.tensors("", setup.network().tensors(), storage.layout(), kept),
                WeightFiles.aliases(setup.network()));
        List<Finding> diagnosis =
                Diagnosis.of(new Inspection(setup, memory, storage, timescales).evidence(kept, history, isStopped()));
        memory.close();
        ReadyModel model = new ReadyModel(memory.device(), setup.network(), setup.loss(), file, "this run");
        folder.ifPresent(run -> {
            run.writeMetrics(history);
            model.save(run.model());
        });
        PreparedData data = setup.data();
        return new TrainingResult(
                model,
                history.size(),
                keptEpoch(),
                model.evaluate(data.train()),
                data.validation().map(model::evaluate),
                data.test().map(model::evaluate),
                seconds(),
                start.backend(),
                trainingNanos == 0 ? 0 : trainedExamples * 1e9 / trainingNanos,
                history,
                diagnosis,
                folder.map(RunFolder::path));
    }

    private Divergence divergence() {
        diverged = true;
        return new Divergence(
                setup,
                memory,
                storage,
                runner,
                snapshot,
                evaluation(setup.facts().batchSize(), storage.weights()));
    }

    private Dataset train() {
        return setup.data().train();
    }

    private double seconds() {
        return earlierSeconds + (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void close() {
        memory.close();
    }
}
