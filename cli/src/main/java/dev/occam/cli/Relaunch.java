package dev.occam.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Starts the program once more with the flags that the launcher script passes, for users of {@code java -jar}: a
 * manifest cannot ask for the Vector module. The second JVM inherits the standard streams and the first one's flags,
 * and ends when the first is asked to.
 */
final class Relaunch {
    private static final String VECTOR = "jdk.incubator.vector";
    private static final String GUARD = "occam.relaunched";

    private Relaunch() {}

    /** Exit code of the program as the second JVM ran it; empty if this JVM has all it needs and should go on. */
    static OptionalInt ifNeeded(Class<?> main, String[] arguments) {
        boolean here = ModuleLayer.boot().findModule(VECTOR).isPresent();
        boolean available = ModuleFinder.ofSystem().find(VECTOR).isPresent();
        if (here || !available || Boolean.getBoolean(GUARD)) {
            return OptionalInt.empty();
        }
        Second second = new Second();
        // Before the start, so that a signal that comes at once finds it there.
        Runtime.getRuntime().addShutdownHook(new Thread(second::end));
        try {
            return OptionalInt.of(second.run(new ProcessBuilder(command(main, arguments)).inheritIO()));
        } catch (IOException cannotStart) {
            return OptionalInt.empty(); // The scalar kernels run without the flags.
        }
    }

    /** The second JVM, which ends with the first. */
    private static final class Second {
        private Optional<Process> process = Optional.empty();
        private boolean ended;

        int run(ProcessBuilder builder) throws IOException {
            return start(builder).onExit().join().exitValue();
        }

        private synchronized Process start(ProcessBuilder builder) throws IOException {
            if (ended) {
                throw new IOException("the first JVM ends");
            }
            Process started = builder.start();
            process = Optional.of(started);
            return started;
        }

        synchronized void end() {
            ended = true;
            process.ifPresent(started -> {
                started.destroy();
                started.onExit().join();
            });
        }
    }

    /** The launcher script's flags for a version of Java. */
    static List<String> flags(int version) {
        List<String> flags = new ArrayList<>(List.of(
                "-Dguice_custom_class_loading=CHILD",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector"));
        if (version >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    private static List<String> command(Class<?> main, String[] arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-agentlib:jdwp")) // Its port is taken.
                .forEach(command::add);
        command.addAll(flags(Runtime.version().feature()));
        command.add("-D" + GUARD + "=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
