package dev.occam.engine.study;

import dev.occam.Choice;
import dev.occam.DataChoice;
import dev.occam.LayerChoice;
import dev.occam.TrainingSpec;
import dev.occam.TrainingSpecBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set with the network that learns it.
 *
 * @param name as tables and charts call it
 * @param about a sentence on the data, for readers
 * @param data where they come from
 * @param options how they are read; {@code rows} is doubled where there is to be more
 * @param hidden units of each hidden layer
 * @param outputs of the last layer
 * @param loss what is made small
 * @param learner what it is learnt by where an arm does not say
 * @param epochs passes over the training part
 * @param batch examples of a step
 */
record Scene(
        String name,
        String about,
        StudyData data,
        Map<String, Object> options,
        List<Integer> hidden,
        int outputs,
        String loss,
        Arm.Learner learner,
        int epochs,
        int batch) {
    /** Held out to choose strengths by: enough for the choice, and clean of label noise. */
    static final double VALIDATION = 0.25;

    Scene {
        options = new LinkedHashMap<>(options);
        hidden = List.copyOf(hidden);
    }

    /** Name of the activation behind the n-th hidden layer, from 1. */
    static String active(int n) {
        return "active-" + n;
    }

    boolean predictsClasses() {
        return loss.equals("softmax-cross-entropy");
    }

    /** How data are read for this arm. */
    Map<String, Object> options(Arm arm) {
        Map<String, Object> read = new LinkedHashMap<>(options);
        if (arm.moreData()) {
            read.computeIfPresent("rows", (key, rows) -> 2 * (int) rows);
        }
        return read;
    }

    /**
     * A run.
     *
     * @param folder where the files of the data are
     * @param effort fraction of the epochs that is trained, above 0
     */
    TrainingSpec spec(Arm arm, long seed, Path folder, double effort) {
        Arm.Learner by = arm.learner().orElse(learner);
        TrainingSpecBuilder builder = new TrainingSpecBuilder()
                .data(new DataChoice.Named(data.source(folder), options(arm)))
                .loss(loss)
                .optimizer(by.name(), by.options())
                .epochs((int) Math.max(1, Math.round(epochs * effort)))
                .batch(batch)
                .validation(VALIDATION)
                .seed(seed)
                .backend("cpu")
                .threads(1);
        if (data == StudyData.FASHION_MNIST) {
            builder.layer("flatten");
        }
        for (int i = 1; i <= hidden.size(); i++) {
            builder.layer(layer("dense", Map.of("units", hidden.get(i - 1)), "hidden-" + i));
            builder.layer(layer("relu", Map.of(), active(i)));
        }
        builder.layer(layer("dense", Map.of("units", outputs), "output"));
        arm.rules().forEach(builder::regularizer);
        if (arm.earlyStopping()) {
            builder.earlyStopping(Arm.STOPPING);
        }
        return builder.build();
    }

    private static LayerChoice layer(String name, Map<String, Object> options, String as) {
        return new LayerChoice(Choice.of(name, options), Optional.of(as));
    }
}
