package dev.occam.engine.train;

import dev.occam.EpochReport;
import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.Safetensors;
import dev.occam.engine.file.SafetensorsFile;
import dev.occam.engine.model.Network;
import dev.occam.engine.run.MetricsLines;
import dev.occam.engine.step.WeightLayout;
import dev.occam.error.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a run needs to go on as if it had never stopped. Orders, random numbers and the state of early stopping follow from
 * seed, epoch and history.
 *
 * @param seed of the run
 * @param coverage hash of the coverage table
 * @param data hash of the data
 * @param history of all epochs so far
 * @param state weights and slots after the last of them
 * @param initial the trained weights when training began
 * @param best the best epoch's weights, where they are kept
 */
record Checkpoint(
        long seed,
        String coverage,
        String data,
        List<EpochReport> history,
        Snapshot state,
        float[] initial,
        Optional<float[]> best) {
    private static final String FORMAT = "occam-checkpoint-1";

    /** Which run a checkpoint is of. */
    record Identity(long seed, String coverage, String data) {}

    void write(Path file, Network network, WeightLayout layout) {
        List<NamedTensor> tensors =
                new ArrayList<>(WeightFiles.tensors("weight/", network.tensors(), layout, state.weights()));
        state.slots()
                .forEach((slot, values) ->
                        tensors.addAll(WeightFiles.tensors("slot/" + slot + "/", network.trained(), layout, values)));
        if (state.average().length > 0) {
            tensors.addAll(WeightFiles.tensors("average/", network.tensors(), layout, state.average()));
        }
        tensors.addAll(WeightFiles.tensors("initial/", network.trained(), layout, initial));
        best.ifPresent(values -> tensors.addAll(WeightFiles.tensors("best/", network.tensors(), layout, values)));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("seed", String.valueOf(seed));
        metadata.put("epoch", String.valueOf(history.size()));
        metadata.put("coverage", coverage);
        metadata.put("data", data);
        metadata.put("history", MetricsLines.write(history));
        Safetensors.write(file, new SafetensorsFile(metadata, tensors));
    }

    /**
     * Reads a checkpoint of a run with this model and these slots.
     *
     * @param averages whether it must hold averages of the weights
     * @param belongs refuses one of another run
     * @throws RequestException if it is damaged or of another model or optimizer
     */
    static Checkpoint read(
            Path path,
            Network network,
            WeightLayout layout,
            List<String> slots,
            boolean averages,
            Consumer<Identity> belongs) {
        SafetensorsFile file = Safetensors.read(path);
        String what = path.toString();
        if (!FORMAT.equals(file.metadata().get("format"))) {
            throw new RequestException("%s is no checkpoint: it says %s where %s is expected.\n  Name a run folder."
                    .formatted(what, file.metadata().get("format"), FORMAT));
        }
        float[] weights = WeightFiles.flat(what, "weight/", file, network, network.tensors(), layout);
        float[] average = averages ? averages(what, file, network, layout) : new float[0];
        Identity identity = new Identity(seed(what, file), text(what, file, "coverage"), text(what, file, "data"));
        belongs.accept(identity);
        Map<String, float[]> state = new LinkedHashMap<>();
        slots.forEach(slot -> state.put(
                slot, WeightFiles.flat(what, "slot/" + slot + "/", file, network, network.trained(), layout)));
        boolean hasBest =
                file.tensors().stream().anyMatch(tensor -> tensor.name().startsWith("best/"));
        return new Checkpoint(
                identity.seed(),
                identity.coverage(),
                identity.data(),
                MetricsLines.read(text(what, file, "history")),
                new Snapshot(weights, state, average),
                WeightFiles.flat(what, "initial/", file, network, network.trained(), layout),
                hasBest
                        ? Optional.of(WeightFiles.flat(what, "best/", file, network, network.tensors(), layout))
                        : Optional.empty());
    }

    private static float[] averages(String what, SafetensorsFile file, Network network, WeightLayout layout) {
        if (file.tensors().stream().noneMatch(tensor -> tensor.name().startsWith("average/"))) {
            throw new RequestException(
                    "%s holds no averages of the weights, which ema and swa go on from.\n  Resume with the strategies that the run began with, or start from its weights with --init."
                            .formatted(what));
        }
        return WeightFiles.flat(what, "average/", file, network, network.tensors(), layout);
    }

    private static long seed(String what, SafetensorsFile file) {
        try {
            return Long.parseLong(text(what, file, "seed"));
        } catch (NumberFormatException e) {
            throw new RequestException("%s: its seed is no number.".formatted(what), e);
        }
    }

    private static String text(String what, SafetensorsFile file, String key) {
        String value = file.metadata().get(key);
        if (value == null) {
            throw new RequestException("%s is no complete checkpoint: it does not say its %s.".formatted(what, key));
        }
        return value;
    }
}
