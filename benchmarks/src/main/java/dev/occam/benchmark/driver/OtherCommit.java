package dev.occam.benchmark.driver;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another commit, built in a worktree that is removed again. */
final class OtherCommit implements AutoCloseable {
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
            build(revision);
            built = true;
        } finally {
            if (!built) {
                close();
            }
        }
    }

    private void build(String revision) {
        if (!Files.exists(worktree.resolve("benchmarks/src/main/java/dev/occam/benchmark/peer/Child.java"))) {
            throw new IllegalArgumentException(
                    "commit %s has no benchmarks that can be compared with; choose a later one than it"
                            .formatted(revision));
        }
        run(
                worktree,
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
    }

    /** The short hash of a revision, with + where {@code HEAD} has changed files. */
    static String describe(Path root) {
        String changed = run(root, "git", "status", "--porcelain");
        return revision(root, "HEAD") + (changed.isBlank() ? "" : "+");
    }

    private static String revision(Path root, String revision) {
        return run(root, "git", "rev-parse", "--short", "--verify", revision + "^{commit}")
                .strip();
    }

    String name() {
        return name;
    }

    String classPath() {
        Path target = worktree.resolve("benchmarks/target");
        return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*";
    }

    private static String run(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalArgumentException("%s failed:%n%s".formatted(String.join(" ", command), output));
            }
            return output;
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
