package dev.occam.benchmark.dl4j;

import com.google.auto.service.AutoService;
import dev.occam.benchmark.peer.Peer;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Inference;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.Work;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j on its AVX-512 natives. */
@AutoService(Peer.class)
public final class Dl4jPeer implements Peer {
    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String version() {
        return "Deeplearning4j 1.0.0-M2.1, AVX-512";
    }

    @Override
    public Optional<Task> prepare(Work work, int threads) {
        if (work instanceof Training training && training.further().isEmpty()) {
            useThreads(threads);
            return Optional.of(new Dl4jTraining(training.net()));
        }
        if (work instanceof Inference inference) {
            useThreads(threads);
            return Optional.of(new Dl4jInference(inference.net()));
        }
        return Optional.empty();
    }

    private static void useThreads(int threads) {
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
    }
}
