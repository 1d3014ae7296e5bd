package dev.occam.benchmark.torch;

import com.google.auto.service.AutoService;
import dev.occam.benchmark.peer.Peer;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Inference;
import dev.occam.benchmark.work.Product;
import dev.occam.benchmark.work.Training;
import dev.occam.benchmark.work.Update;
import dev.occam.benchmark.work.Work;
import dev.occam.benchmark.work.WorkRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** libtorch through JavaCPP's presets: operators, autograd and optimizers of C++ called from Java. */
@AutoService(Peer.class)
public final class TorchPeer implements Peer {
    @Override
    public String name() {
        return "torch";
    }

    @Override
    public String version() {
        return "libtorch " + presets();
    }

    private static String presets() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Task> prepare(Work work, int threads) {
        torch.set_num_threads(threads);
        if (work instanceof Product product) {
            return Optional.of(new TorchProduct(product));
        }
        if (work instanceof Training training) {
            return training.further().isEmpty() ? Optional.of(new TorchTraining(training.net())) : Optional.empty();
        }
        if (work instanceof Update update) {
            boolean has = update.rules().size() <= 1
                    && (update.adam() || !update.rules().contains(WorkRule.DECAY));
            return has ? Optional.of(new TorchUpdate(update)) : Optional.empty();
        }
        return Optional.of(new TorchInference(((Inference) work).net()));
    }
}
