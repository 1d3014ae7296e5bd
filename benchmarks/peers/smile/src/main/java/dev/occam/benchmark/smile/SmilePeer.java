package dev.occam.benchmark.smile;

import com.google.auto.service.AutoService;
import dev.occam.benchmark.peer.Peer;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Inference;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.Work;
import java.util.Optional;

/** Smile's multilayer perceptron: in double, one example at a time, SGD with momentum where others do Adam. */
@AutoService(Peer.class)
public final class SmilePeer implements Peer {
    @Override
    public String name() {
        return "smile";
    }

    @Override
    public String version() {
        return "Smile 6.2.5";
    }

    @Override
    public Optional<Task> prepare(Work work, int threads) {
        if (work instanceof Training training
                && training.net().isDense()
                && training.further().isEmpty()) {
            return Optional.of(new SmileTraining(training.net()));
        }
        if (work instanceof Inference inference && inference.net().isDense()) {
            return Optional.of(new SmileInference(inference.net()));
        }
        return Optional.empty();
    }
}
