package dev.occam.cli;

import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;

/** {@code occam} itself. */
final class OccamCommand implements Runnable {
    private final GlobalOptions options = new GlobalOptions();
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    OccamCommand() {
        spec.name("occam").versionProvider(new Version()).scopeType(ScopeType.INHERIT);
        spec.usageMessage()
                .description("Trains neural networks in which regularization is a first-class part.")
                .synopsisSubcommandLabel("COMMAND")
                .optionListHeading("%nOptions of every command:%n")
                .commandListHeading("%nCommands:%n")
                .footerHeading("%nExample: train on handwritten digits with the best backend%n")
                .footer("  occam train");
        options.addTo(spec);
    }

    CommandSpec spec() {
        return spec;
    }

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
