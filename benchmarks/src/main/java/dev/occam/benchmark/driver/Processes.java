package dev.occam.benchmark.driver;

import dev.occam.benchmark.peer.Child;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The processes of the peers: which can be started here, and how. */
final class Processes {
    private static final String MAXIMUM_HEAP = "-Xmx4g";

    /** Without the lines of a stack that an import's failure prints first. */
    private static final String IMPORT_TORCH = """
            try:
                import torch
            except Exception as e:
                raise SystemExit(str(e))
            """;

    private final Path root;
    private final Path work;
    private final Map<String, Supplier<Found>> looks = new LinkedHashMap<>();
    private final Map<String, Found> found = new HashMap<>();

    /** What looking for a peer came to. */
    private sealed interface Found {}

    /**
     * A program, its arguments and its environment.
     *
     * @param command that takes the number of threads as its last argument
     */
    private record Program(Recipe command, Map<String, String> environment) implements Found {}

    /** Why a peer cannot be started. */
    private record Missing(String why) implements Found {}

    /** The command for a number of threads. */
    private interface Recipe {
        List<String> command(int threads);
    }

    /** @param root of the checkout */
    Processes(Path root) {
        this.root = root;
        work = root.resolve("benchmarks").resolve("target").resolve("measured");
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String own = System.getProperty("java.class.path");
        addBuild(Catalogue.OURSELVES, own);
        found.put(
                Catalogue.ON_ONE_THREAD,
                new Program(threads -> java(List.of(), own, Catalogue.OURSELVES, 1), Map.of()));
        PeerKind.ALL.forEach(kind -> looks.put(kind.name(), () -> module(kind)));
        looks.put("pytorch", this::python);
        looks.put("c", this::c);
    }

    private Found module(PeerKind kind) {
        if (Runtime.version().feature() < kind.oldestJava()) {
            return new Missing("it needs Java %d or newer: set JAVA_HOME".formatted(kind.oldestJava()));
        }
        Path target = root.resolve("benchmarks/peers").resolve(kind.module()).resolve("target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            return new Missing("it was not built: benchmarks/run --peers " + kind.name() + " fetches and builds it");
        }
        String path = String.join(
                File.pathSeparator,
                target.resolve("classes").toString(),
                target.resolve("lib").resolve("*").toString(),
                root.resolve("benchmarks/target/classes").toString());
        String cache = work.resolve("cache").toString();
        return new Program(
                threads -> java(kind.flags(threads, cache), path, kind.name(), threads),
                kind.environment(target.toString()));
    }

    private Found python() {
        String script = root.resolve("benchmarks/peers/pytorch/child.py").toString();
        Program program = new Program(
                threads -> List.of("python3", script, String.valueOf(threads)), Map.of("OMP_WAIT_POLICY", "passive"));
        return tried("python3", "-c", IMPORT_TORCH)
                .<Found>map(why -> new Missing(why + "; Debian's package is python3-torch"))
                .orElse(program);
    }

    /** The loop in C that reaches the memory's limit, compiled where there is a compiler. */
    private Found c() {
        String program = work.resolve("update").toString();
        String source = root.resolve("benchmarks/peers/c/update.c").toString();
        return tried("cc", "-O3", "-march=native", "-ffast-math", "-pthread", "-o", program, source, "-lm")
                .<Found>map(Missing::new)
                .orElse(new Program(threads -> List.of(program, String.valueOf(threads)), Map.of()));
    }

    private Optional<String> tried(String... command) {
        return Attempt.run(root, work.resolve(command[0] + ".log"), 1, command);
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
        looks.put(
                name, () -> new Program(threads -> java(List.of(), classPath, Catalogue.OURSELVES, threads), Map.of()));
    }

    /**
     * Ourselves, and the peers asked for. Nothing is looked for that is not asked for.
     *
     * @param names of peers; {@code all} for those that can be started here, {@code none} for none
     * @param log gets a line for each of all that cannot be started
     * @throws IllegalArgumentException if one is not known or cannot be started; the message says why
     */
    List<String> choose(List<String> names, Consumer<String> log) {
        Set<String> chosen = new LinkedHashSet<>(List.of(Catalogue.OURSELVES));
        for (String name : names) {
            if (name.equals("all")) {
                for (String peer : known()) {
                    unavailable(peer).ifPresentOrElse(why -> log.accept(peer + ": " + why), () -> chosen.add(peer));
                }
            } else if (!name.equals("none")) {
                chosen.add(available(name));
            }
        }
        return List.copyOf(chosen);
    }

    private String available(String peer) {
        if (!looks.containsKey(peer)) {
            throw new IllegalArgumentException("no peer is called %s; there are %s".formatted(peer, known()));
        }
        unavailable(peer).ifPresent(why -> {
            throw new IllegalArgumentException("peer %s cannot run here: %s".formatted(peer, why));
        });
        return peer;
    }

    private Found look(String peer) {
        return found.computeIfAbsent(
                peer,
                name -> looks.getOrDefault(name, () -> new Missing("no process is known for " + name))
                        .get());
    }

    /** Why a peer cannot be started here; empty for one that can. */
    private Optional<String> unavailable(String peer) {
        return look(peer) instanceof Missing missing ? Optional.of(missing.why()) : Optional.empty();
    }

    private List<String> known() {
        return List.copyOf(looks.keySet());
    }

    /** The command of a peer, with its environment set. */
    ProcessBuilder command(String peer, int threads) {
        if (!(look(peer) instanceof Program program)) {
            throw new IllegalArgumentException(
                    "%s cannot be started: %s".formatted(peer, unavailable(peer).orElseThrow()));
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
