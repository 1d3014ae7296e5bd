package dev.occam.benchmark.occam;

import com.google.auto.service.AutoService;
import dev.occam.benchmark.peer.Peer;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Inference;
import dev.occam.benchmark.work.Product;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.Update;
import dev.occam.benchmark.work.Work;
import java.util.Optional;

/** Ourselves, on the CPU backend. */
@AutoService(Peer.class)
public final class OccamPeer implements Peer {
    @Override
    public String name() {
        return "occam";
    }

    @Override
    public String version() {
        return "Occam, Java " + Runtime.version();
    }

    @Override
    public Optional<Task> prepare(Work work, int threads) {
        if (work instanceof Product product) {
            return Optional.of(new ProductTask(product, threads));
        }
        if (work instanceof Training training) {
            return Optional.of(new TrainingTask(training, threads));
        }
        if (work instanceof Update update) {
            return Optional.of(new UpdateTask(update, threads));
        }
        return Optional.of(new InferenceTask((Inference) work, threads));
    }
}
