package dev.occam.engine.train;

import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.SafetensorsFile;
import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.model.Network;
import dev.occam.engine.step.WeightLayout;
import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Weights and states between a flat layout and the named tensors of files. */
final class WeightFiles {
    /** A counter that PyTorch saves beside the running statistics of a normalization; nothing here needs it. */
    private static final String COUNTER = ".num_batches_tracked";

    private WeightFiles() {}

    /** A tensor for each weight, in the model's order; names begin with {@code prefix}. */
    static List<NamedTensor> tensors(
            String prefix, List<? extends ModelTensor> weights, WeightLayout layout, float[] values) {
        List<NamedTensor> tensors = new ArrayList<>();
        for (ModelTensor weight : weights) {
            tensors.add(
                    new NamedTensor(prefix + weight.name(), weight.shape().sizes(), values(weight, layout, values)));
        }
        return tensors;
    }

    /** The further names of tensors that several layers use, with the names under which they are saved. */
    static Map<String, String> aliases(Network network) {
        Map<String, String> aliases = new LinkedHashMap<>();
        network.aliases().forEach((alias, tensor) -> aliases.put(alias, tensor.name()));
        return aliases;
    }

    /** The values of one weight or state. */
    static float[] values(ModelTensor weight, WeightLayout layout, float[] values) {
        int offset = layout.offset(weight);
        return Arrays.copyOfRange(values, offset, offset + weight.shape().elements());
    }

    /**
     * Weights of a file in a flat layout, up to the last of them. A weight that several layers use may stand under the name
     * that it has in any of them, or under all, as PyTorch's files have it.
     *
     * @param what messages call the file
     * @throws RequestException that names all weights that are missing, left over or of another shape
     */
    static float[] flat(
            String what,
            String prefix,
            SafetensorsFile file,
            Network network,
            List<? extends ModelTensor> weights,
            WeightLayout layout) {
        float[] values = new float[layout.sizeUpTo(weights)];
        List<String> problems = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (ModelTensor weight : weights) {
            String name = prefix + weight.name();
            List<NamedTensor> tensors = named(file, prefix, names(network, weight), known);
            if (tensors.isEmpty()) {
                problems.add("  %s %s is missing".formatted(name, weight.shape()));
                continue;
            }
            NamedTensor first = tensors.get(0);
            for (NamedTensor tensor : tensors) {
                if (!tensor.shape().equals(weight.shape().sizes())) {
                    problems.add("  %s is %s in the file and %s in the model"
                            .formatted(tensor.name(), tensor.shape(), weight.shape()));
                } else if (!Arrays.equals(tensor.values(), first.values())) {
                    problems.add("  %s and %s are one weight in the model and differ in the file"
                            .formatted(first.name(), tensor.name()));
                } else {
                    System.arraycopy(tensor.values(), 0, values, layout.offset(weight), tensor.values().length);
                }
            }
        }
        file.tensors().stream()
                .filter(tensor -> tensor.name().startsWith(prefix) && !known.contains(tensor.name()))
                .filter(tensor -> !tensor.name().endsWith(COUNTER))
                .forEach(
                        tensor -> problems.add("  %s %s is in the file only".formatted(tensor.name(), tensor.shape())));
        if (!problems.isEmpty()) {
            throw new RequestException(
                    "The weights of %s do not fit the model:%n%s%n  Use the model that they were saved from."
                            .formatted(what, String.join("\n", problems)));
        }
        return values;
    }

    private static List<String> names(Network network, ModelTensor weight) {
        List<String> names = new ArrayList<>(List.of(weight.name()));
        network.aliases().forEach((alias, tensor) -> {
            if (tensor.equals(weight)) {
                names.add(alias);
            }
        });
        return names;
    }

    private static List<NamedTensor> named(SafetensorsFile file, String prefix, List<String> names, Set<String> known) {
        List<NamedTensor> tensors = new ArrayList<>();
        for (String name : names) {
            known.add(prefix + name);
            file.tensor(prefix + name).ifPresent(tensors::add);
        }
        return tensors;
    }
}
