package dev.occam.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command line: exit codes, and errors in a few lines. */
final class Application {
    /** The reader of standard output went away: 128 + SIGPIPE. */
    private static final int BROKEN_PIPE = 141;

    private final Surroundings surroundings;

    Application(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    int run(String... arguments) {
        OccamCommand occam = new OccamCommand();
        Session session = new Session(surroundings, occam.options());
        int code;
        try {
            code = commandLine(session, occam, arguments).execute(arguments);
        } catch (VirtualMachineError | LinkageError | AssertionError e) {
            code = new Failure(e).report(session);
        }
        surroundings.err().flush();
        boolean unread = surroundings.out().checkError();
        return unread && code == 0 ? BROKEN_PIPE : code;
    }

    private static CommandLine commandLine(Session session, OccamCommand occam, String... arguments) {
        CommandLine line = new CommandLine(occam.spec());
        for (Map.Entry<String, Object> command : Commands.of(session, arguments).entrySet()) {
            line.addSubcommand(command.getKey(), command.getValue());
        }
        line.setOut(StreamWriter.on(session.surroundings().out()));
        line.setErr(StreamWriter.on(session.surroundings().err()));
        line.setUsageHelpWidth(Session.WIDTH);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(session.colours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpLongOptionsMaxWidth(28);
        line.setOverwrittenOptionsAllowed(false);
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec()
                    .usageMessage()
                    .abbreviateSynopsis(true)
                    .sortOptions(false)
                    .parameterListHeading("%n");
        }
        ErrorHandlers handlers = new ErrorHandlers(session);
        line.setParameterExceptionHandler(handlers);
        line.setExecutionExceptionHandler(handlers);
        return line;
    }

    /**
     * Answers to what picocli reports. No lambdas: an archive of classes leaves out those that name classes as old as
     * picocli's, and those classes, too.
     */
    private record ErrorHandlers(Session session) implements IParameterExceptionHandler, IExecutionExceptionHandler {
        @Override
        public int handleParseException(ParameterException error, String[] arguments) {
            String command = error.getCommandLine().getCommandSpec().qualifiedName();
            List<String> lines = new ArrayList<>(Usage.problem(error));
            lines.add("  See " + command + " --help.");
            lines.forEach(session.surroundings().err()::println);
            return Failure.REQUEST;
        }

        @Override
        public int handleExecutionException(Exception error, CommandLine line, ParseResult parsed) {
            return new Failure(error).report(session);
        }
    }
}
