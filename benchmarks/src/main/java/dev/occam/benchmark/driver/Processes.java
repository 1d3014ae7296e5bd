package dev.occam.benchmark.driver;

import dev.occam.benchmark.peer.Child;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The processes of the peers: which can be started here, and how. */
final class Processes {
    private static final String MAXIMUM_HEAP = "-Xmx4g";

    private final Path root;
    private final Path work;
    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final Map<String, String> unavailable = new TreeMap<>();

    /**
     * A program, its arguments and its environment.
     *
     * @param command that takes the number of threads as its last argument
     */
    private record Program(Recipe command, Map<String, String> environment) {}

    /** The command for a number of threads. */
    private interface Recipe {
        List<String> command(int threads);
    }

    /** @param root of the checkout */
    Processes(Path root) {
        this.root = root;
        work = root.resolve("benchmarks").resolve("target").resolve("measured");
        String own = System.getProperty("java.class.path");
        programs.put(
                Catalogue.OURSELVES,
                new Program(threads -> java(List.of(), own, Catalogue.OURSELVES, threads), Map.of()));
        programs.put(
                Catalogue.ON_ONE_THREAD,
                new Program(threads -> java(List.of(), own, Catalogue.OURSELVES, 1), Map.of()));
        PeerKind.ALL.forEach(this::addModule);
        addPython();
        addC();
    }

    private void addModule(PeerKind kind) {
        Path target = root.resolve("benchmarks/peers").resolve(kind.module()).resolve("target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            String remedy = Runtime.version().feature() < kind.oldestJava()
                    ? "it needs Java %d or newer: set JAVA_HOME".formatted(kind.oldestJava())
                    : "it was not built: benchmarks/run --peers " + kind.name() + " fetches and builds it";
            unavailable.put(kind.name(), remedy);
            return;
        }
        if (Runtime.version().feature() < kind.oldestJava()) {
            unavailable.put(kind.name(), "it needs Java %d or newer: set JAVA_HOME".formatted(kind.oldestJava()));
            return;
        }
        String path = String.join(
                File.pathSeparator,
                target.resolve("classes").toString(),
                target.resolve("lib").resolve("*").toString(),
                root.resolve("benchmarks/target/classes").toString());
        String cache = work.resolve("cache").toString();
        programs.put(
                kind.name(),
                new Program(
                        threads -> java(kind.flags(threads, cache), path, kind.name(), threads),
                        kind.environment(target.toString())));
    }

    private void addPython() {
        String script = root.resolve("benchmarks/peers/pytorch/child.py").toString();
        if (succeeds("python3", "-c", "import torch")) {
            programs.put(
                    "pytorch",
                    new Program(
                            threads -> List.of("python3", script, String.valueOf(threads)),
                            Map.of("OMP_WAIT_POLICY", "passive")));
        } else {
            unavailable.put("pytorch", "python3 has no module torch: install Debian's python3-torch, or another");
        }
    }

    /** The loop in C that reaches the memory's limit, compiled where there is a compiler. */
    private void addC() {
        Path program = work.resolve("update");
        Path source = root.resolve("benchmarks/peers/c/update.c");
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (succeeds(
                "cc",
                "-O3",
                "-march=native",
                "-ffast-math",
                "-pthread",
                "-o",
                program.toString(),
                source.toString(),
                "-lm")) {
            programs.put("c", new Program(threads -> List.of(program.toString(), String.valueOf(threads)), Map.of()));
        } else {
            unavailable.put("c", "cc did not compile " + source);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> java(List<String> flags, String classPath, String peer, int threads) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MAXIMUM_HEAP,
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Dguice_custom_class_loading=CHILD"));
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, Child.class.getName(), peer, String.valueOf(threads)));
        return command;
    }

    /** Another build of ourselves. */
    void addBuild(String name, String classPath) {
        programs.put(name, new Program(threads -> java(List.of(), classPath, Catalogue.OURSELVES, threads), Map.of()));
    }

    /** Names of all peers that can be started; ourselves are first. */
    List<String> available() {
        return programs.keySet().stream()
                .filter(name -> !name.equals(Catalogue.ON_ONE_THREAD))
                .toList();
    }

    /** Why a peer cannot be started here; empty for one that can, or that nobody knows. */
    Optional<String> unavailable(String peer) {
        return Optional.ofNullable(unavailable.get(peer));
    }

    List<String> known() {
        List<String> all = new ArrayList<>(available());
        all.addAll(unavailable.keySet());
        return all;
    }

    /** The command of a peer, with its environment set. */
    ProcessBuilder command(String peer, int threads) {
        Program program = programs.get(peer);
        if (program == null) {
            throw new IllegalArgumentException("no process is known for " + peer);
        }
        ProcessBuilder builder = new ProcessBuilder(program.command().command(threads));
        builder.environment().putAll(PeerKind.environment(threads));
        builder.environment().putAll(program.environment());
        return builder;
    }

    ChildProcess start(String peer, int threads) {
        return ChildProcess.start(command(peer, threads), work.resolve(peer + "-" + threads + ".log"));
    }

    /** Where a run may leave what it needs for a while. */
    Path folder() {
        return work;
    }
}
