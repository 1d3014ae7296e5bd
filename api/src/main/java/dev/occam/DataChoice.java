package dev.occam;

import dev.occam.data.Dataset;
import java.util.Map;
import java.util.Optional;

/** What to train on. */
public sealed interface DataChoice {
    /**
     * Data that Occam reads.
     *
     * @param source {@code digits}, {@code fashion-mnist}, a CSV file or a folder of IDX files
     * @param options for instance {@code label}, {@code test}, {@code rows}, {@code label-noise}
     */
    record Named(String source, Map<String, Object> options) implements DataChoice {
        public Named {
            options = Map.copyOf(options);
        }
    }

    /** Data that the caller has, already prepared; where there is no validation part, one is split off if asked for. */
    record Given(Dataset train, Optional<Dataset> validation, Optional<Dataset> test) implements DataChoice {}
}
