package dev.occam.engine.file;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a safetensors file.
 *
 * @param metadata free text by key, sorted by key
 * @param tensors in the order of the file; names must be distinct
 */
public record SafetensorsFile(Map<String, String> metadata, List<NamedTensor> tensors) {
    public SafetensorsFile {
        SortedMap<String, String> sorted = new TreeMap<>(metadata);
        metadata = Collections.unmodifiableMap(sorted);
        tensors = List.copyOf(tensors);
        Set<String> names = new HashSet<>();
        for (NamedTensor tensor : tensors) {
            if (!names.add(tensor.name()) || tensor.name().equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("a file cannot hold two tensors called " + tensor.name());
            }
        }
    }

    /** The tensor of this name, if there is one. */
    public Optional<NamedTensor> tensor(String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }
}
