package dev.occam.cli;

import dev.occam.catalog.Option;
import dev.occam.catalog.PluginCatalog;
import dev.occam.catalog.PluginDescription;
import dev.occam.catalog.PluginKind;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code occam plugins}. */
@Command(
        name = "plugins",
        description = "Lists what is installed, broken plugins with the cause; with a name, its options.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample: the options of a rule%n",
        footer = "  occam plugins elastic-net")
final class PluginsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A plugin's name or class name.")
    private String name;

    PluginsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (PluginCatalog catalog = session.catalog()) {
            List<PluginDescription> plugins = name == null ? catalog.list() : catalog.describe(name);
            if (session.isJson()) {
                session.json(json(plugins, catalog.unreadable()));
            } else if (name == null) {
                list(plugins, catalog.unreadable());
            } else {
                plugins.forEach(this::describe);
            }
        }
        return 0;
    }

    private void list(List<PluginDescription> plugins, List<String> unreadable) {
        PrintStream out = session.people();
        for (PluginKind kind : PluginKind.values()) {
            Table table = new Table("  ", "", "", "");
            for (PluginDescription plugin : plugins) {
                if (plugin.kind() == kind) {
                    table.row(
                            plugin.name(),
                            origin(plugin),
                            plugin.isUsable() ? plugin.sentence() : "did not load: " + plugin.cause());
                }
            }
            if (!table.isEmpty()) {
                out.println(session.style().strong(kind.plural()));
                table.lines(session.style()).forEach(out::println);
            }
        }
        for (String line : unreadable) {
            Text.wrap("did not load: " + line, Session.WIDTH).forEach(out::println);
        }
    }

    private void describe(PluginDescription plugin) {
        PrintStream out = session.people();
        String origin = origin(plugin);
        out.println(session.style().strong(plugin.kind().text() + " " + plugin.name())
                + (origin.isEmpty() ? "" : " (" + origin + ")"));
        String text = plugin.isUsable() ? plugin.sentence() : "Did not load: " + plugin.cause() + ".";
        Text.wrap(text, Session.WIDTH - 2).forEach(line -> out.println("  " + line));
        out.println("  class " + plugin.className());
        Table table = new Table("  ", "option", "type", ">default", "unit", "");
        for (Option option : plugin.options()) {
            String also = option.complement()
                    .map(other -> " (or " + other + ": 1 - this)")
                    .orElse("");
            table.row(option.name(), option.type(), shown(option.standard()), option.unit(), option.sentence() + also);
        }
        if (!table.isEmpty()) {
            out.println();
            table.lines(session.style()).forEach(out::println);
        }
    }

    private static String shown(Object standard) {
        return standard instanceof Double number ? dev.occam.plugin.Require.text(number) : String.valueOf(standard);
    }

    private static String origin(PluginDescription plugin) {
        return (plugin.jar()
                        + (plugin.jar().isEmpty() || plugin.jar().contains(plugin.version())
                                ? ""
                                : " " + plugin.version()))
                .strip();
    }

    private static Map<String, Object> json(List<PluginDescription> plugins, List<String> unreadable) {
        List<Object> list = new ArrayList<>();
        for (PluginDescription plugin : plugins) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("kind", plugin.kind().text());
            json.put("name", plugin.name());
            json.put("class", plugin.className());
            json.put("version", plugin.version());
            json.put("jar", plugin.jar());
            json.put("usable", plugin.isUsable());
            json.put("cause", plugin.cause());
            json.put("sentence", plugin.sentence());
            json.put(
                    "options",
                    plugin.options().stream().map(PluginsCommand::json).toList());
            list.add(json);
        }
        return Map.of("plugins", list, "unreadable", unreadable);
    }

    private static Map<String, Object> json(Option option) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", option.name());
        json.put("type", option.type());
        json.put("default", option.standard() instanceof Double number ? ResultJson.number(number) : option.standard());
        json.put("choices", option.choices());
        json.put("unit", option.unit());
        json.put("sentence", option.sentence());
        option.complement().ifPresent(other -> json.put("complement", other));
        return json;
    }
}
