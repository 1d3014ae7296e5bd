package dev.occam.benchmark.djl;

import ai.djl.engine.Engine;
import com.google.auto.service.AutoService;
import dev.occam.benchmark.peer.Peer;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Inference;
import dev.occam.benchmark.work.Product;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.Update;
import dev.occam.benchmark.work.Work;
import dev.occam.benchmark.work.WorkRule;
import java.util.Optional;

/** Deep Java Library on its PyTorch engine. It has neither L1 nor penalties that are reported. */
@AutoService(Peer.class)
public final class DjlPeer implements Peer {
    @Override
    public String name() {
        return "djl";
    }

    @Override
    public String version() {
        Engine engine = Engine.getEngine("PyTorch");
        return "DJL " + Engine.getDjlVersion() + " with libtorch " + engine.getVersion();
    }

    @Override
    public Optional<Task> prepare(Work work, int threads) {
        if (work instanceof Product product) {
            return Optional.of(new DjlProduct(product));
        }
        if (work instanceof Training training) {
            return training.further().isEmpty() ? Optional.of(new DjlTraining(training.net())) : Optional.empty();
        }
        if (work instanceof Update update) {
            boolean has = update.rules().size() <= 1
                    && !update.rules().contains(WorkRule.L1)
                    && (update.adam() || !update.rules().contains(WorkRule.DECAY));
            return has ? Optional.of(new DjlUpdate(update)) : Optional.empty();
        }
        return Optional.of(new DjlInference(((Inference) work).net()));
    }
}
