package dev.occam.engine.spec;

import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.TrainingSpec;
import dev.occam.catalog.PluginResolver;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Specs as text: YAML with the keys of {@link TrainingSpec}. */
public final class SpecFiles {
    private final PluginResolver catalog;

    public SpecFiles(PluginResolver catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads a spec.
     *
     * @throws RequestException with all problems, a line each that begins with file and line, or with the option
     */
    public TrainingSpec read(SpecSource source) {
        SpecNode node = source.text().isPresent()
                ? SpecParser.file(source.name(), source.text().get())
                : SpecParser.file("the default spec", defaultSpec(source.settings()));
        if (!(node instanceof SpecNode.Mapping root)) {
            throw new RequestException("%s: A spec is a group of keys such as data, model and epochs, not %s."
                    .formatted(node.place(), node.shown()));
        }
        Problems problems = new Problems();
        ShortForms shortForms = new ShortForms(problems);
        SpecSettings settings = new SpecSettings(problems);
        SpecNode.Mapping effective = shortForms.expand(root);
        for (Setting setting : source.settings()) {
            effective = shortForms.expand(settings.apply(effective, setting));
        }
        return new SpecReader(catalog, problems).read(effective);
    }

    /** The spec with every default written out; reading it gives the same run. */
    public String write(TrainingSpec spec) {
        return new SpecWriter(catalog).write(spec);
    }

    /** The command line's own spec. Where another model takes the place of its model, so do rules that name its layers go. */
    private static String defaultSpec(List<Setting> settings) {
        try (InputStream resource = SpecFiles.class.getResourceAsStream("default.yaml")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            boolean ownModel =
                    settings.stream().noneMatch(setting -> setting.path().equals("model"));
            return ownModel
                    ? text
                    : text.lines().filter(line -> !line.contains("after: ")).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("default.yaml is missing in the engine's jar", e);
        }
    }
}
