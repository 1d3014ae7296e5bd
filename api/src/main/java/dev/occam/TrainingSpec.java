package dev.occam;

import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Strategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that determines a training run. Made with {@link TrainingSpecBuilder} or read from a spec file; two runs of one spec
 * on one kind of device give the same bits.
 *
 * @param data what to train on
 * @param model the layers, first to last
 * @param loss what is made small
 * @param optimizer how
 * @param regularizers rules, applied in this order within each hook
 * @param strategies other ways to make a step, each at most once
 * @param schedule of the learning rate
 * @param epochs passes over the training part, at least 1
 * @param batch examples a step, at least 1; the whole training part where empty
 * @param validation the fraction of the training part that is held out, in [0, 1)
 * @param earlyStopping when to stop before the last epoch
 * @param keepBest whether the best epoch's weights are kept rather than the last's; always so with early stopping
 * @param clipping of the gradient
 * @param shuffle whether each epoch has its own order
 * @param seed of splits, initialization, order and all random rules
 * @param backend {@code auto}, a name, or a name with a device: {@code opencl:1}
 * @param threads how many threads may work; the backend decides where empty
 * @param init a safetensors file to start from
 */
public record TrainingSpec(
        DataChoice data,
        List<LayerChoice> model,
        Choice<Loss> loss,
        Choice<Optimizer> optimizer,
        List<RegularizerChoice> regularizers,
        List<Choice<Strategy>> strategies,
        Choice<Schedule> schedule,
        int epochs,
        OptionalInt batch,
        double validation,
        Optional<EarlyStopping> earlyStopping,
        boolean keepBest,
        Optional<Clipping> clipping,
        boolean shuffle,
        long seed,
        String backend,
        OptionalInt threads,
        Optional<Path> init) {
    public TrainingSpec {
        model = List.copyOf(model);
        regularizers = List.copyOf(regularizers);
        strategies = List.copyOf(strategies);
        if (model.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one layer");
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1 (epochs=" + epochs + ")");
        }
        if (batch.isPresent() && batch.getAsInt() < 1) {
            throw new IllegalArgumentException("batch must be at least 1 or full (batch=" + batch.getAsInt() + ")");
        }
        if (!(validation >= 0 && validation < 1)) {
            throw new IllegalArgumentException("validation must be in [0, 1) (validation=" + validation + ")");
        }
    }
}
