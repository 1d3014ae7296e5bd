package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path root;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path file;

    @BeforeEach
    void aFileOfResults() {
        file = root.resolve("results.json");
        ResultFile.write(Times.results(Times.steps("step tiny", 1, "occam", 1)), file);
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return Main.run(root, stream, stream, arguments);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void refused(String message, String... arguments) {
        printed.reset();

        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(printed()).startsWith("benchmarks/run: " + message);
        assertThat(printed().lines())
                .hasSizeLessThanOrEqualTo(2)
                .allMatch(line -> line.replace(root.toString(), "").length() <= 80);
    }

    @Test
    void valuesThatMeanNothingAreRefused() {
        refused("--threshold NaN: it is a ratio of times above 0", "--against", "HEAD", "--threshold", "NaN");
        refused("--threshold -1.0: it is a ratio", "--against", "HEAD", "--threshold", "-1");
        refused("--threads 0: a work needs at least 1 thread", "--threads", "1,0");
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        String results = file.toString();
        refused("--from, --profile and --against exclude each other", "--from", results, "--against", "HEAD");
        refused("--add-to adds what is measured", "--against", "HEAD", "--add-to", results);
        refused("--add-to adds what is measured", "--from", results, "--add-to", results);
        refused("--page shows what is measured", "--against", "HEAD", "--page");
        refused("--against compares with a commit, --peers with peers", "--against", "HEAD", "--peers", "djl");
    }

    @Test
    void aPartOfTheMeasurementsDoesNotReplaceThePage() {
        refused("--page with --only would empty the tables", "--only", "steps", "--page");
        refused("--page with --quick would empty the tables", "--quick", "--page");
    }

    @Test
    void thePageIsFilledFromAFile() throws Exception {
        Path page = Files.createDirectories(root.resolve("docs")).resolve("performance.md");
        Files.writeString(page, "<!-- measured: steps -->\n<!-- end -->\n", StandardCharsets.UTF_8);

        assertThat(run("--from", file.toString(), "--page")).isZero();
        assertThat(page).content(StandardCharsets.UTF_8).contains("| step tiny | 1 |");
    }

    @Test
    void aPageThatIsNotThereIsNamed() throws Exception {
        Path page = Files.createDirectories(root.resolve("docs/performance.md"));

        assertThat(run("--from", file.toString(), "--page")).isEqualTo(ExitCode.REFUSED);
        assertThat(printed()).endsWith("benchmarks/run: --page: there is no file " + page + "\n");
    }

    @Test
    void groupsThatHaveNoOtherCommitAreRefusedBeforeItIsBuilt() {
        refused("--only rules: that is of rules;", "--against", "no-such-commit", "--only", "rules");
        refused("there is no commit no-such-commit in " + root, "--against", "no-such-commit", "--only", "step tiny");
    }

    @Test
    void whatIsNotMeasuredOnSoManyThreadsIsRefused() throws Exception {
        Repository.commit(root, "folder/a");

        refused("nothing of that is measured on [2] threads", "--only", "scaling", "--threads", "2");
    }

    private String[] tiny(Path output) {
        return new String[] {"--quick", "--only", "step tiny", "--threads", "1", "--output", output.toString()};
    }

    @Test
    void aWorkOfOursThatFailsIsAnExitCodeOfItsOwn() throws Exception {
        Repository.commit(root, "folder/a");
        // Where the log is to be there is a folder, so that the process cannot be started.
        Files.createDirectories(root.resolve("benchmarks/target/measured/occam-1.log"));

        assertThat(run(tiny(file))).isEqualTo(ExitCode.FAILED);
        assertThat(printed()).contains("occam fails at step tiny on 1 thread: its process does not run");
    }

    @Test
    void anOutputThatCannotBeWrittenIsOneLine() throws Exception {
        Repository.commit(root, "folder/a");

        assertThat(run(tiny(file.resolve("in-a-file.json")))).isEqualTo(ExitCode.REFUSED);
        assertThat(printed().lines().reduce((first, last) -> last).orElseThrow())
                .startsWith("benchmarks/run: a file cannot be read or written: java.nio.file.");
    }
}
