package dev.occam.cli;

import dev.occam.catalog.PluginCatalog;
import dev.occam.catalog.PluginDescription;
import dev.occam.error.RequestException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code occam new-plugin}. */
@Command(
        name = "new-plugin",
        description = "Writes a Maven project of a plugin, with a contract test that passes as it is.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample: a layer of your own%n",
        footer = "  occam new-plugin scaled-tanh --kind layer")
final class NewPluginCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "What users will write: soft-hoyer, or SoftHoyer.")
    private String name;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "regularizer",
            description = "regularizer (where not given), layer, optimizer or backend.")
    private String kind;

    @Option(
            names = "--package",
            paramLabel = "P",
            description = "Its Java package; com.example and the name if not given.")
    private String packageName;

    @Option(names = "--output", paramLabel = "DIR", description = "The project's folder; the name if not given.")
    private Path output;

    NewPluginCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PluginTemplate template = PluginTemplate.of(kind);
        PluginName plugin = PluginName.of(name);
        refuseInstalled(template, plugin);
        PluginProject project = new PluginProject(
                template,
                plugin,
                Optional.ofNullable(packageName)
                        .orElse("com.example." + plugin.text().replace("-", "")));
        Path folder = session.surroundings()
                .folder()
                .resolve(Optional.ofNullable(output).orElse(Path.of(plugin.text())));
        project.write(folder);
        report(project, folder);
        return 0;
    }

    private void refuseInstalled(PluginTemplate template, PluginName plugin) {
        try (PluginCatalog catalog = session.catalog()) {
            for (PluginDescription installed : catalog.list()) {
                if (installed.kind() == template.kind() && installed.name().equals(plugin.text())) {
                    throw new RequestException(
                            "There is a %s called \"%s\" already: %s.%n  Take another name; users could not choose between two."
                                    .formatted(template.text(), plugin.text(), installed.className()));
                }
            }
        }
    }

    private void report(PluginProject project, Path folder) {
        String text = project.name().text();
        List<String> files = List.copyOf(project.files().keySet());
        if (session.isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", text);
            json.put("kind", project.template().text());
            json.put("folder", folder.toString());
            json.put("files", files);
            session.json(json);
            return;
        }
        session.people()
                .println("The %s %s is in %s:".formatted(project.template().text(), text, folder));
        files.forEach(file -> session.people().println("  " + file));
        if (!session.isQuiet()) {
            session.people().println("Next:");
            Stream.of("cd " + folder, "mvn verify", project.template().use(project.name()))
                    .forEach(command -> session.people().println("  " + command));
        }
    }
}
