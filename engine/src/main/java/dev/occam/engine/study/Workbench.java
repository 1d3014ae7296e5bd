package dev.occam.engine.study;

import dev.occam.Engine;
import dev.occam.RunOptions;
import dev.occam.RunStart;
import dev.occam.StudyListener;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.error.RunException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Trains the runs of a study, several at a time where time does not matter, and keeps each as soon as it is done. */
final class Workbench implements AutoCloseable {
    private final RunStore store;
    private final Path data;
    private final Size size;
    private final StudyListener listener;
    private final ExecutorService pool;
    private final ThreadLocal<Engine> engine;
    private final Map<String, RunRecord> done = new HashMap<>();

    /**
     * @param engines makes one for each thread that trains
     * @param data the folder with the files of the data sets
     */
    Workbench(Supplier<Engine> engines, RunStore store, Path data, Size size, int parallel, StudyListener listener) {
        this.store = store;
        this.data = data;
        this.size = size;
        this.listener = listener;
        engine = ThreadLocal.withInitial(engines);
        pool = Executors.newFixedThreadPool(parallel, task -> {
            Thread thread = new Thread(task, "occam-study");
            thread.setDaemon(true);
            return thread;
        });
    }

    Size size() {
        return size;
    }

    /** Trains every arm with every seed, unless that was done. */
    void run(String part, Scene scene, List<Arm> arms, boolean curvature) {
        run(part, size.seeds(), scene, seed -> arms, curvature);
    }

    /** The arms of a seed; they may depend on what earlier runs of that seed gave. */
    interface Arms {
        List<Arm> of(long seed);
    }

    /** Trains for each of these seeds its own arms, unless that was done; an earlier part may share some of them. */
    void run(String part, List<Long> seeds, Scene scene, Arms arms, boolean curvature) {
        Map<String, RunPlan> plans = new LinkedHashMap<>();
        for (long seed : seeds) {
            for (Arm arm : arms.of(seed)) {
                RunPlan plan = plan(scene, arm, seed, curvature, 0);
                if (!done.containsKey(plan.key())) {
                    plans.put(plan.key(), plan);
                }
            }
        }
        listener.part(part, plans.size());
        train(new ArrayList<>(plans.values()));
    }

    private RunPlan plan(Scene scene, Arm arm, long seed, boolean curvature, int round) {
        return new RunPlan(scene, arm, seed, scene.spec(arm, seed, data, size.effort()), curvature, round);
    }

    private record Finished(String key, RunRecord run) {}

    private void train(List<RunPlan> plans) {
        CompletionService<Finished> running = new ExecutorCompletionService<>(pool);
        List<Future<Finished>> submitted = new ArrayList<>();
        for (RunPlan plan : plans) {
            submitted.add(running.submit(() -> new Finished(plan.key(), runUnlessKept(plan))));
        }
        try {
            for (int count = 1; count <= plans.size(); count++) {
                Finished next = running.take().get();
                done.put(next.key(), next.run());
                listener.progress(count, plans.size());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("The study was interrupted. Its finished runs are kept.", e);
        } finally {
            submitted.forEach(each -> each.cancel(true));
        }
    }

    /**
     * Measures the time of some arms: one run at a time, the arms in turn and in the opposite order every other round, so that
     * what slows the machine for a while slows all alike. The first rounds warm up and do not count.
     */
    void time(String part, Scene scene, List<Arm> arms) {
        listener.part(part, (Size.WARM_UP_ROUNDS + size.rounds()) * arms.size());
        int count = 0;
        for (int round = 1 - Size.WARM_UP_ROUNDS; round <= size.rounds(); round++) {
            for (int i = 0; i < arms.size(); i++) {
                Arm arm = arms.get(round % 2 == 0 ? i : arms.size() - 1 - i);
                if (round < 1) {
                    warmUp(plan(scene, arm, 1, false, 0));
                } else {
                    RunPlan plan = plan(scene, arm, 1, false, round);
                    done.put(plan.key(), runUnlessKept(plan));
                }
                count++;
                listener.progress(count, (Size.WARM_UP_ROUNDS + size.rounds()) * arms.size());
            }
        }
    }

    private void warmUp(RunPlan plan) {
        engine.get()
                .train(plan.spec(), RunOptions.IN_MEMORY, TrainingListener.NONE)
                .model()
                .close();
    }

    private RunRecord runUnlessKept(RunPlan plan) {
        String fingerprint = fingerprint(plan);
        return store.find(plan.key(), fingerprint).orElseGet(() -> {
            RunRecord record = run(plan, fingerprint);
            store.put(plan.key(), record);
            return record;
        });
    }

    private RunRecord run(RunPlan plan, String fingerprint) {
        Counted counted = new Counted();
        TrainingResult result;
        try {
            result = engine.get().train(plan.spec(), RunOptions.IN_MEMORY, counted);
        } catch (RunException diverged) {
            return new RunRecord(fingerprint, Map.of(), Double.NaN);
        }
        try (TrainedModel model = result.model()) {
            double seconds = (double) result.epochs() * counted.examples / result.examplesPerSecond();
            return new RunRecord(fingerprint, Measuring.of(plan, result), seconds);
        }
    }

    /** Hears how many examples an epoch has. */
    private static final class Counted implements TrainingListener {
        private int examples;

        @Override
        public void started(RunStart start) {
            examples = start.trainExamples();
        }
    }

    /** Of the spec, without the folder that the data happen to be in. */
    private String fingerprint(RunPlan plan) {
        String spec = engine.get().write(plan.spec()).replace(data.toString(), "");
        String all = spec + "\ncurvature " + plan.curvature();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What these runs gave. */
    Evidence evidence(Scene scene) {
        return new Evidence(
                scene,
                size.seeds(),
                (arm, seed, round) -> Optional.ofNullable(done.get(RunPlan.key(scene, arm, seed, round))));
    }

    int runs() {
        return done.size();
    }

    int failed() {
        return (int) done.values().stream().filter(RunRecord::isFailed).count();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
