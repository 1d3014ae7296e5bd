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

/**
 * What a run needs to go on as if it had never stopped. Orders, random numbers and the state of early stopping follow from
 * seed, epoch and history.
 *
 * @param seed of the run
 * @param coverage hash of the coverage table
 * @param data hash of the data
 * @param history of all epochs so far
 * @param state weights and slots after the last of them
 * @param initial the weights when training began
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

    void write(Path file, Network network, WeightLayout layout) {
        List<NamedTensor> tensors =
                new ArrayList<>(WeightFiles.tensors("weight/", network.tensors(), layout, state.weights()));
        state.slots()
                .forEach((slot, values) ->
                        tensors.addAll(WeightFiles.tensors("slot/" + slot + "/", network.weights(), layout, values)));
        if (state.average().length > 0) {
            tensors.addAll(WeightFiles.tensors("average/", network.tensors(), layout, state.average()));
        }
        tensors.addAll(WeightFiles.tensors("initial/", network.weights(), layout, initial));
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
     * @throws RequestException if it is damaged or of another model or optimizer
     */
    static Checkpoint read(Path path, Network network, WeightLayout layout, List<String> slots, boolean averages) {
        SafetensorsFile file = Safetensors.read(path);
        String what = path.toString();
        if (!FORMAT.equals(file.metadata().get("format"))) {
            throw new RequestException("%s is no checkpoint: it says %s where %s is expected.\n  Name a run folder."
                    .formatted(what, file.metadata().get("format"), FORMAT));
        }
        Map<String, float[]> state = new LinkedHashMap<>();
        slots.forEach(
                slot -> state.put(slot, WeightFiles.flat(what, "slot/" + slot + "/", file, network.weights(), layout)));
        boolean hasBest =
                file.tensors().stream().anyMatch(tensor -> tensor.name().startsWith("best/"));
        return new Checkpoint(
                seed(what, file),
                text(what, file, "coverage"),
                text(what, file, "data"),
                MetricsLines.read(text(what, file, "history")),
                new Snapshot(
                        WeightFiles.flat(what, "weight/", file, network.tensors(), layout),
                        state,
                        averages ? WeightFiles.flat(what, "average/", file, network.tensors(), layout) : new float[0]),
                WeightFiles.flat(what, "initial/", file, network.weights(), layout),
                hasBest
                        ? Optional.of(WeightFiles.flat(what, "best/", file, network.tensors(), layout))
                        : Optional.empty());
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
