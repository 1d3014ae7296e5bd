package dev.occam.cli;

import dev.occam.Engine;
import dev.occam.Occam;
import dev.occam.catalog.PluginCatalog;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All that the program meets outside of itself, so that tests can bring their own.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal whether a person watches standard output
 * @param environment the environment's variables
 * @param folder where relative paths of new runs begin
 * @param clock asked only for the name of a new run: it reads the rules of all time zones
 * @param engines makes the engine for plugin folders
 * @param catalogs finds the plugins of plugin folders
 */
record Surroundings(
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Map<String, String> environment,
        Path folder,
        Supplier<LocalDateTime> clock,
        Function<List<Path>, Engine> engines,
        Function<List<Path>, PluginCatalog> catalogs) {
    static Surroundings ofThisProcess() {
        return new Surroundings(
                stream(FileDescriptor.out, "stdout.encoding"),
                stream(FileDescriptor.err, "stderr.encoding"),
                isTerminal(),
                System.getenv(),
                Path.of(""),
                LocalDateTime::now,
                Occam::engine,
                PluginCatalog::find);
    }

    /** A terminal without a locale is taken for one that reads UTF-8, as nearly all do. */
    private static PrintStream stream(FileDescriptor descriptor, String property) {
        String name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
        Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        Charset used = charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 13), true, used);
    }

    /** Since Java 22 there is a console without a terminal, too; it says so itself. */
    private static boolean isTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            return (boolean) System.console().getClass().getMethod("isTerminal").invoke(System.console());
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
