package dev.occam.engine.train;

import dev.occam.engine.file.NamedTensor;
import dev.occam.engine.file.SafetensorsFile;
import dev.occam.engine.model.ModelTensor;
import dev.occam.engine.step.WeightLayout;
import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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

    /** The values of one weight or state. */
    static float[] values(ModelTensor weight, WeightLayout layout, float[] values) {
        int offset = layout.offset(weight);
        return Arrays.copyOfRange(values, offset, offset + weight.shape().elements());
    }

    /**
     * The weights of a file in a flat layout.
     *
     * @param what messages call the file
     * @throws RequestException that names all weights that are missing, left over or of another shape
     */
    static float[] flat(
            String what,
            String prefix,
            SafetensorsFile file,
            List<? extends ModelTensor> weights,
            WeightLayout layout) {
        float[] values = new float[layout.size()];
        List<String> problems = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (ModelTensor weight : weights) {
            String name = prefix + weight.name();
            known.add(name);
            NamedTensor tensor = file.tensor(name).orElse(null);
            if (tensor == null) {
                problems.add("  %s %s is missing".formatted(name, weight.shape()));
            } else if (!tensor.shape().equals(weight.shape().sizes())) {
                problems.add(
                        "  %s is %s in the file and %s in the model".formatted(name, tensor.shape(), weight.shape()));
            } else {
                System.arraycopy(tensor.values(), 0, values, layout.offset(weight), tensor.values().length);
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
}
