package dev.occam;

import dev.occam.data.Dataset;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Strategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Writes a {@link TrainingSpec}.
 *
 * <pre>{@code
 * TrainingSpec spec = new TrainingSpecBuilder()
 *         .data(train, test)
 *         .layer("dense", Map.of("units", 128)).layer("relu").layer("dense", Map.of("units", 10))
 *         .optimizer("adam", Map.of("lr", 1e-3))
 *         .regularizer(new Hoyer(1e-4))
 *         .epochs(20).batch(64).build();
 * }</pre>
 *
 * <p>Defaults: the digits and a small network are only the command line's; here data and model are required. Loss
 * {@code softmax-cross-entropy}, optimizer {@code adam}, schedule {@code constant}, 20 epochs, batches of 64, no validation,
 * shuffled, seed 42, backend {@code auto}.
 */
public final class TrainingSpecBuilder {
    private Optional<DataChoice> data = Optional.empty();
    private final List<LayerChoice> model = new ArrayList<>();
    private Choice<Loss> loss = Choice.of("softmax-cross-entropy");
    private Choice<Optimizer> optimizer = Choice.of("adam");
    private final List<RegularizerChoice> regularizers = new ArrayList<>();
    private final List<Choice<Strategy>> strategies = new ArrayList<>();
    private Choice<Schedule> schedule = Choice.of("constant");
    private int epochs = 20;
    private OptionalInt batch = OptionalInt.of(64);
    private double validation;
    private Optional<EarlyStopping> earlyStopping = Optional.empty();
    private boolean keepBest;
    private Optional<Clipping> clipping = Optional.empty();
    private boolean shuffle = true;
    private long seed = 42;
    private String backend = "auto";
    private OptionalInt threads = OptionalInt.empty();
    private Optional<Path> init = Optional.empty();

    public TrainingSpecBuilder data(DataChoice choice) {
        data = Optional.of(choice);
        return this;
    }

    /** Data that the caller has. */
    public TrainingSpecBuilder data(Dataset train, Dataset test) {
        return data(new DataChoice.Given(train, Optional.empty(), Optional.of(test)));
    }

    /** Data that Occam reads. */
    public TrainingSpecBuilder data(String source) {
        return data(new DataChoice.Named(source, Map.of()));
    }

    public TrainingSpecBuilder layer(LayerChoice layer) {
        model.add(layer);
        return this;
    }

    public TrainingSpecBuilder layer(String name) {
        return layer(name, Map.of());
    }

    public TrainingSpecBuilder layer(String name, Map<String, Object> options) {
        return layer(new LayerChoice(Choice.of(name, options), Optional.empty()));
    }

    public TrainingSpecBuilder layer(Layer layer) {
        return layer(new LayerChoice(Choice.of(layer), Optional.empty()));
    }

    /** A layer that is frozen whole: training leaves its weights as they are. */
    public TrainingSpecBuilder frozenLayer(String name, Map<String, Object> options) {
        return layer(new LayerChoice(Choice.of(name, options), Optional.empty()).freeze());
    }

    /**
     * A further use of an earlier layer: the same options and the same weights.
     *
     * @param name of that layer, or its index
     * @throws IllegalArgumentException if there is none so far
     */
    public TrainingSpecBuilder layerSameAs(String name) {
        for (int i = 0; i < model.size(); i++) {
            LayerChoice earlier = model.get(i);
            if (earlier.as().orElse(String.valueOf(i)).equals(name)
                    || String.valueOf(i).equals(name)) {
                return layer(new LayerChoice(earlier.layer(), Optional.empty(), Set.of(), Optional.of(name)));
            }
        }
        throw new IllegalArgumentException("no layer before this one is called " + name);
    }

    public TrainingSpecBuilder loss(Choice<Loss> choice) {
        loss = choice;
        return this;
    }

    public TrainingSpecBuilder loss(String name) {
        return loss(Choice.of(name));
    }

    public TrainingSpecBuilder optimizer(Choice<Optimizer> choice) {
        optimizer = choice;
        return this;
    }

    public TrainingSpecBuilder optimizer(String name, Map<String, Object> options) {
        return optimizer(Choice.of(name, options));
    }

    public TrainingSpecBuilder regularizer(RegularizerChoice choice) {
        regularizers.add(choice);
        return this;
    }

    /** A rule on all weights with the role {@link dev.occam.plugin.Role#WEIGHT}. */
    public TrainingSpecBuilder regularizer(String name, Map<String, Object> options) {
        return regularizer(new RegularizerChoice(Choice.of(name, options), List.of(), Optional.empty()));
    }

    /** A rule on all weights with the role {@link dev.occam.plugin.Role#WEIGHT}. */
    public TrainingSpecBuilder regularizer(Regularizer regularizer) {
        return regularizer(new RegularizerChoice(Choice.of(regularizer), List.of(), Optional.empty()));
    }

    public TrainingSpecBuilder strategy(Choice<Strategy> choice) {
        strategies.add(choice);
        return this;
    }

    public TrainingSpecBuilder strategy(Strategy strategy) {
        return strategy(Choice.of(strategy));
    }

    public TrainingSpecBuilder schedule(Choice<Schedule> choice) {
        schedule = choice;
        return this;
    }

    public TrainingSpecBuilder epochs(int count) {
        epochs = count;
        return this;
    }

    public TrainingSpecBuilder batch(int examples) {
        batch = OptionalInt.of(examples);
        return this;
    }

    /** One step an epoch, over the whole training part. */
    public TrainingSpecBuilder fullBatch() {
        batch = OptionalInt.empty();
        return this;
    }

    public TrainingSpecBuilder validation(double fraction) {
        validation = fraction;
        return this;
    }

    public TrainingSpecBuilder earlyStopping(EarlyStopping rule) {
        earlyStopping = Optional.of(rule);
        return this;
    }

    public TrainingSpecBuilder keepBest(boolean keep) {
        keepBest = keep;
        return this;
    }

    public TrainingSpecBuilder clipping(Clipping rule) {
        clipping = Optional.of(rule);
        return this;
    }

    public TrainingSpecBuilder shuffle(boolean everyEpoch) {
        shuffle = everyEpoch;
        return this;
    }

    public TrainingSpecBuilder seed(long value) {
        seed = value;
        return this;
    }

    public TrainingSpecBuilder backend(String name) {
        backend = name;
        return this;
    }

    public TrainingSpecBuilder threads(int count) {
        threads = OptionalInt.of(count);
        return this;
    }

    public TrainingSpecBuilder init(Path file) {
        init = Optional.of(file);
        return this;
    }

    /**
     * The spec.
     *
     * @throws IllegalArgumentException if data or model are missing, or a number is out of its range
     */
    public TrainingSpec build() {
        DataChoice chosen = data.orElseThrow(() -> new IllegalArgumentException("data are missing"));
        return new TrainingSpec(
                chosen,
                model,
                loss,
                optimizer,
                regularizers,
                strategies,
                schedule,
                epochs,
                batch,
                validation,
                earlyStopping,
                keepBest,
                clipping,
                shuffle,
                seed,
                backend,
                threads,
                init);
    }
}
