package dev.occam.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.error.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A spec file and the options that win over it. The engine checks the values, all at once. */
final class SpecOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "SPEC.yaml",
            description = "The spec; without one: digits and a small network.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "D",
            description = "digits, fashion-mnist, a CSV file or a folder of IDX files.")
    private String data;

    @Option(names = "--model", paramLabel = "LAYERS", description = "Layers, for instance dense:128,relu,dense:10.")
    private String model;

    @Option(names = "--loss", paramLabel = "NAME", description = "What is made small.")
    private String loss;

    @Option(names = "--optimizer", paramLabel = "NAME:...", description = "For instance adam:lr=1e-3.")
    private String optimizer;

    @Option(
            names = "--regularizer",
            paramLabel = "RULE",
            description = "NAME:opt=v,opt=v@TARGET. Repeatable; together they replace the rules of the spec. TARGET is"
                    + " weights, biases, all, a role, or a layer; several are joined by +.")
    private List<String> regularizers = new ArrayList<>();

    @Option(
            names = "--strategies",
            paramLabel = "LIST",
            description = "Other kinds of steps: mixup, sam, ema, swa; for instance sam,ema:decay=0.99.")
    private String strategies;

    @Option(names = "--schedule", paramLabel = "NAME:...", description = "How the learning rate changes.")
    private String schedule;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training part.")
    private String epochs;

    @Option(names = "--batch", paramLabel = "N|full", description = "Examples of a step.")
    private String batch;

    @Option(names = "--seed", paramLabel = "N", description = "Of splits, first weights, order and random rules.")
    private String seed;

    @Option(names = "--no-shuffle", description = "Keep the order of the examples in every epoch.")
    private boolean noShuffle;

    @Option(names = "--clip-norm", paramLabel = "X", description = "Limit the norm of the gradient.")
    private String clipNorm;

    @Option(names = "--early-stopping", paramLabel = "RULE", description = "For instance patience=5.")
    private String earlyStopping;

    @Option(names = "--validation", paramLabel = "X", description = "Fraction of the training part that is held out.")
    private String validation;

    @Option(names = "--backend", paramLabel = "B", description = "auto, cpu, opencl, opencl:1 or another name.")
    private String backend;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads may work.")
    private String threads;

    @Option(names = "--init", paramLabel = "FILE", description = "Start from the weights of a safetensors file.")
    private String init;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set any key of the spec, for instance model.0.dense.units=64. Repeatable; read last.")
    private List<String> assignments = new ArrayList<>();

    /** The file that was named, or else this one, or else the default spec; with all settings. */
    SpecSource source(Optional<Path> otherwise) {
        Optional<Path> chosen = Optional.ofNullable(file).or(() -> otherwise);
        String name = chosen.map(Path::toString).orElse("the default spec");
        return new SpecSource(name, chosen.map(SpecText::read), settings());
    }

    /** A data set by name, or in braces with options. */
    static Setting data(String value) {
        return new Setting("data", value.strip().startsWith("{") ? value : quoted(value), "--data");
    }

    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        Optional.ofNullable(data).map(SpecOptions::data).ifPresent(settings::add);
        text(settings, "model", model);
        text(settings, "loss", loss);
        text(settings, "optimizer", optimizer);
        if (!regularizers.isEmpty()) {
            String list = regularizers.stream().map(SpecOptions::quoted).collect(Collectors.joining(", ", "[", "]"));
            settings.add(new Setting("regularizers", list, "--regularizer"));
        }
        text(settings, "strategies", strategies);
        text(settings, "schedule", schedule);
        plain(settings, "epochs", epochs);
        plain(settings, "batch", batch);
        plain(settings, "seed", seed);
        if (noShuffle) {
            settings.add(new Setting("shuffle", "false", "--no-shuffle"));
        }
        plain(settings, "clip-norm", clipNorm);
        text(settings, "early-stopping", earlyStopping);
        plain(settings, "validation", validation);
        text(settings, "backend", backend);
        plain(settings, "threads", threads);
        text(settings, "init", init);
        assignments.forEach(assignment -> settings.add(setting(assignment)));
        return settings;
    }

    private static Setting setting(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new RequestException("--set %s: a key and a value are joined by =, as in --set epochs=5."
                    .formatted(Text.line(assignment)));
        }
        String path = assignment.substring(0, equals).strip();
        return new Setting(path, assignment.substring(equals + 1), "--set " + Text.line(path));
    }

    private static void text(List<Setting> settings, String key, String value) {
        Optional.ofNullable(value).ifPresent(given -> settings.add(new Setting(key, quoted(given), "--" + key)));
    }

    private static void plain(List<Setting> settings, String key, String value) {
        Optional.ofNullable(value).ifPresent(given -> settings.add(new Setting(key, given, "--" + key)));
    }

    private static String quoted(String value) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }
}
