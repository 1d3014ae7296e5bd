package dev.occam.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Help and version, last among the options that every command takes. Picocli's own would come first. It asks them itself
 * whether they were given.
 */
@SuppressWarnings("UnusedVariable")
final class HelpOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help message and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print version information and exit.")
    private boolean version;
}
