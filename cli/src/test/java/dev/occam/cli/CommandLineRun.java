package dev.occam.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.occam.Engine;
import dev.occam.Occam;
import dev.occam.catalog.PluginCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program with a fake engine, and what it printed. */
final class CommandLineRun {
    final FakeEngine engine = new FakeEngine();
    final Map<String, String> environment = new HashMap<>();
    final List<Path> pluginFolders = new ArrayList<>();
    Path folder = Path.of("");
    boolean terminal;
    /** Whether the engine and the plugins are the real ones. */
    boolean real;

    String out = "";
    String err = "";

    int of(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = of(bytes, arguments);
        out = text(bytes);
        return code;
    }

    int of(OutputStream standardOutput, String... arguments) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new PrintStream(standardOutput, false, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                terminal,
                environment,
                folder,
                () -> LocalDateTime.of(2026, 11, 22, 10, 45),
                real ? Occam::engine : this::fake,
                real ? PluginCatalog::find : folders -> PluginCatalog.find(List.of()));
        int code = new Application(surroundings).run(arguments);
        err = text(errors);
        return code;
    }

    JsonNode json() throws IOException {
        return Json.MAPPER.readTree(out);
    }

    private Engine fake(List<Path> folders) {
        pluginFolders.addAll(folders);
        return engine;
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
