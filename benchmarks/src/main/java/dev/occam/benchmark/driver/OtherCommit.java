package dev.occam.benchmark.driver;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Another commit, built in a worktree that is removed again. */
final class OtherCommit implements AutoCloseable {
    private static final long BUILD_MINUTES = 30;

    private final Path root;
    private final String name;
    private final Path worktree;

    /**
     * Builds it.
     *
     * @param root of the checkout
     * @throws IllegalArgumentException if there is no such commit, it has no benchmarks to drive, or it cannot be built
     */
    OtherCommit(Path root, String revision, Path folder) {
        this.root = root;
        name = revision(root, revision);
        worktree = folder.resolve("commit-" + name);
        run(root, "git", "worktree", "add", "--force", "--detach", worktree.toString(), name);
        boolean built = false;
        try {
            build(revision, folder.resolve("commit-" + name + ".log"));
            built = true;
        } finally {
            if (!built) {
                close();
            }
        }
    }

    private void build(String revision, Path log) {
        if (!Files.exists(worktree.resolve("benchmarks/src/main/java/dev/occam/benchmark/peer/Child.java"))) {
            throw new IllegalArgumentException(
                    "commit %s has no benchmarks that can be compared with; choose a later one than it"
                            .formatted(revision));
        }
        Optional<String> problem = Attempt.run(
                worktree,
                log,
                BUILD_MINUTES,
                "mvn",
                "-q",
                "-B",
                "-Punchecked",
                "-pl",
                "benchmarks",
                "-am",
                "-Dmaven.test.skip=true",
                "-Djacoco.skip",
                "package");
        if (problem.isPresent()) {
            throw new IllegalArgumentException(
                    "commit %s cannot be built: %s;%n  see %s".formatted(revision, problem.get(), log));
        }
    }

    /** The short hash of a revision, with + where {@code HEAD} has changed files. */
    static String describe(Path root) {
        String changed = run(root, "git", "status", "--porcelain");
        return revision(root, "HEAD") + (changed.isBlank() ? "" : "+");
    }

    private static String revision(Path root, String revision) {
        Ended ended = end(root, "git", "rev-parse", "--short", "--verify", revision + "^{commit}");
        if (ended.code() != 0) {
            throw new IllegalArgumentException(
                    "there is no commit %s in %s;%n  it is a hash, a branch, a tag, or HEAD~1 for the last but one"
                            .formatted(revision, root));
        }
        return ended.output().strip();
    }

    String name() {
        return name;
    }

    String classPath() {
        Path target = worktree.resolve("benchmarks/target");
        return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*";
    }

    private static String run(Path folder, String... command) {
        Ended ended = end(folder, command);
        if (ended.code() != 0) {
            throw new IllegalArgumentException("%s failed:%n%s".formatted(String.join(" ", command), ended.output()));
        }
        return ended.output();
    }

    /** How a program ended, and all that it printed. */
    private record Ended(int code, String output) {}

    private static Ended end(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s cannot be started: %s".formatted(String.join(" ", command), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run(root, "git", "worktree", "remove", "--force", worktree.toString());
    }
}
