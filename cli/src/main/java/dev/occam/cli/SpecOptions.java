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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A spec file and the options that win over it. The engine checks the values, all at once. */
final class SpecOptions {
    private final PositionalParamSpec file = PositionalParamSpec.builder()
            .type(Path.class)
            .arity("0..1")
            .paramLabel("SPEC.yaml")
            .description("The spec; without one: digits and a small network.")
            .build();
    private final OptionSpec data =
            Options.text("--data", "D", "digits, fashion-mnist, a CSV file or a folder of IDX files.");
    private final OptionSpec model = Options.text("--model", "LAYERS", "Layers, for instance dense:128,relu,dense:10.");
    private final OptionSpec loss = Options.text("--loss", "NAME", "What is made small.");
    private final OptionSpec optimizer = Options.text("--optimizer", "NAME:...", "For instance adam:lr=1e-3.");
    private final OptionSpec regularizers = Options.texts(
            "--regularizer",
            "RULE",
            "NAME:opt=v,opt=v@TARGET. Repeatable; together they replace the rules of the spec. TARGET is"
                    + " weights, biases, all, a role, or a layer; several are joined by +.");
    private final OptionSpec strategies = Options.text(
            "--strategies", "LIST", "Other kinds of steps: mixup, sam, ema, swa; for instance sam,ema:decay=0.99.");
    private final OptionSpec schedule = Options.text("--schedule", "NAME:...", "How the learning rate changes.");
    private final OptionSpec epochs = Options.text("--epochs", "N", "Passes over the training part.");
    private final OptionSpec batch = Options.text("--batch", "N|full", "Examples of a step.");
    private final OptionSpec seed = Options.text("--seed", "N", "Of splits, first weights, order and random rules.");
    private final OptionSpec noShuffle = Options.flag("--no-shuffle", "Keep the order of the examples in every epoch.");
    private final OptionSpec clipNorm = Options.text("--clip-norm", "X", "Limit the norm of the gradient.");
    private final OptionSpec earlyStopping = Options.text("--early-stopping", "RULE", "For instance patience=5.");
    private final OptionSpec validation =
            Options.text("--validation", "X", "Fraction of the training part that is held out.");
    private final OptionSpec backend = Options.text("--backend", "B", "auto, cpu, opencl, opencl:1 or another name.");
    private final OptionSpec threads = Options.text("--threads", "N", "How many threads may work.");
    private final OptionSpec init = Options.text("--init", "FILE", "Start from the weights of a safetensors file.");
    private final OptionSpec assignments = Options.texts(
            "--set",
            "KEY=VALUE",
            "Set any key of the spec, for instance model.0.dense.units=64. Repeatable; read last.");

    /** What a command that takes these options mixes in. */
    CommandSpec mixin() {
        CommandSpec spec = CommandSpec.create().addPositional(file);
        for (OptionSpec option : List.of(
                data,
                model,
                loss,
                optimizer,
                regularizers,
                strategies,
                schedule,
                epochs,
                batch,
                seed,
                noShuffle,
                clipNorm,
                earlyStopping,
                validation,
                backend,
                threads,
                init,
                assignments)) {
            spec.addOption(option);
        }
        return spec;
    }

    /** The file that was named, or else this one, or else the default spec; with all settings. */
    SpecSource source(Optional<Path> otherwise) {
        Optional<Path> chosen = Optional.<Path>ofNullable(file.getValue()).or(() -> otherwise);
        String name = chosen.map(Path::toString).orElse("the default spec");
        return new SpecSource(name, chosen.map(SpecText::read), settings());
    }

    /** A data set by name, or in braces with options. */
    static Setting data(String value) {
        return new Setting("data", value.strip().startsWith("{") ? value : quoted(value), "--data");
    }

    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        value(data).map(SpecOptions::data).ifPresent(settings::add);
        text(settings, model);
        text(settings, loss);
        text(settings, optimizer);
        if (!values(regularizers).isEmpty()) {
            String list =
                    values(regularizers).stream().map(SpecOptions::quoted).collect(Collectors.joining(", ", "[", "]"));
            settings.add(new Setting("regularizers", list, "--regularizer"));
        }
        text(settings, strategies);
        text(settings, schedule);
        plain(settings, epochs);
        plain(settings, batch);
        plain(settings, seed);
        if (Options.given(noShuffle)) {
            settings.add(new Setting("shuffle", "false", "--no-shuffle"));
        }
        plain(settings, clipNorm);
        text(settings, earlyStopping);
        plain(settings, validation);
        text(settings, backend);
        plain(settings, threads);
        text(settings, init);
        values(assignments).forEach(assignment -> settings.add(setting(assignment)));
        return settings;
    }

    private static Optional<String> value(OptionSpec option) {
        return Optional.ofNullable(option.getValue());
    }

    private static List<String> values(OptionSpec option) {
        return Optional.<List<String>>ofNullable(option.getValue()).orElse(List.of());
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

    /** The option's name without its dashes is the key that it sets. No lambda holds an option: see {@link Application}. */
    private static void text(List<Setting> settings, OptionSpec option) {
        Optional<String> given = value(option);
        if (given.isPresent()) {
            settings.add(setting(option, quoted(given.get())));
        }
    }

    private static void plain(List<Setting> settings, OptionSpec option) {
        Optional<String> given = value(option);
        if (given.isPresent()) {
            settings.add(setting(option, given.get()));
        }
    }

    private static Setting setting(OptionSpec option, String value) {
        String name = option.longestName();
        return new Setting(name.substring(2), value, name);
    }

    private static String quoted(String value) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }
}
