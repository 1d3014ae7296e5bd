package dev.occam.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code occam} itself. */
@Command(
        name = "occam",
        addMethodSubcommands = false, // no method is one; looking for them reads annotations of all methods
        versionProvider = OccamCommand.Version.class,
        scope = ScopeType.INHERIT,
        description = "Trains neural networks in which regularization is a first-class part.",
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions of every command:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExample: train on handwritten digits with the best backend%n",
        footer = "  occam train")
final class OccamCommand implements Runnable {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable")
    private final HelpOptions help = new HelpOptions();

    @Spec
    private CommandSpec spec;

    GlobalOptions options() {
        return options;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    /** Versions of Occam and Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "occam %s (Java %s, %s)"
                        .formatted(
                                version == null ? "from a checkout" : version,
                                System.getProperty("java.version"),
                                System.getProperty("java.vendor"))
            };
        }
    }
}
