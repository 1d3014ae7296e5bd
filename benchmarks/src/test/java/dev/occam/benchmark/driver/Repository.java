package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository of one commit, for tests. */
final class Repository {
    private Repository() {}

    static void empty(Path root) throws Exception {
        git(root, "init", "-q");
    }

    /** With one file. */
    static void commit(Path root, String file) throws Exception {
        empty(root);
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "b", StandardCharsets.UTF_8);
        git(root, "add", file);
        git(root, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first");
    }

    private static void git(Path folder, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }
}
