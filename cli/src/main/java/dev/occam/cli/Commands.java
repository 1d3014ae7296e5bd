package dev.occam.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Model.CommandSpec;

/** The commands there are. */
final class Commands {
    private static final Map<String, Function<Session, Object>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("train", session -> new TrainCommand(session).spec());
        BY_NAME.put("evaluate", EvaluateCommand::new);
        BY_NAME.put("predict", PredictCommand::new);
        BY_NAME.put("explain", ExplainCommand::new);
        BY_NAME.put("tune", TuneCommand::new);
        BY_NAME.put("study", StudyCommand::new);
        BY_NAME.put("plugins", PluginsCommand::new);
        BY_NAME.put("backends", BackendsCommand::new);
        BY_NAME.put("new-plugin", NewPluginCommand::new);
    }

    private Commands() {}

    /**
     * The commands that a command line can mean, by name: the one it begins with, else all. Reading the annotations of
     * all takes a tenth of a second of the start.
     */
    static Map<String, Object> of(Session session, String... arguments) {
        if (arguments.length > 0 && BY_NAME.containsKey(arguments[0])) {
            return Map.of(arguments[0], BY_NAME.get(arguments[0]).apply(session));
        }
        Map<String, Object> commands = new LinkedHashMap<>();
        BY_NAME.forEach((name, command) -> commands.put(name, command.apply(session)));
        commands.put("generate-completion", completion());
        return commands;
    }

    /** Without help options of its own: it gets those of every command. */
    private static CommandSpec completion() {
        return CommandSpec.forAnnotatedObject(new GenerateCompletion()).mixinStandardHelpOptions(false);
    }
}
