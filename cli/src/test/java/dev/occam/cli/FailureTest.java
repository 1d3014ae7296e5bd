package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.error.RequestException;
import dev.occam.error.RunException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes, and errors in a few lines on standard error. */
class FailureTest {
    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    @Test
    void aWrongRequestExitsWith2AndItsMessageAlone() {
        run.engine.failWith(new RequestException("my.yaml:3: epochs must be a whole number >= 1, not ten."));

        assertThat(run.of("train")).isEqualTo(2);
        assertThat(run.err).isEqualTo("my.yaml:3: epochs must be a whole number >= 1, not ten.\n");
        assertThat(run.out).isEmpty();
    }

    @Test
    void aFailedRunExitsWith1AndItsMessageAlone() {
        run.engine.failWith(new RunException("Diverged in step 7."));

        assertThat(run.of("explain")).isEqualTo(1);
        assertThat(run.err).isEqualTo("Diverged in step 7.\n");
    }

    @Test
    void aBugIsCalledOneAndHidesItsStackTrace() {
        run.engine.failWith(new IllegalStateException("no\nplan"));

        assertThat(run.of("train")).isEqualTo(1);
        assertThat(run.err).isEqualTo("""
                This is a bug in Occam: IllegalStateException: no plan
                  Run it again with --debug and report what it prints.
                """);
    }

    @Test
    void debugShowsTheStackTrace() {
        run.engine.failWith(new RequestException("wrong"));

        assertThat(run.of("train", "--debug")).isEqualTo(2);
        assertThat(run.err).startsWith("wrong\n").contains("\tat dev.occam.cli.FailureTest");
    }

    @Test
    void outOfMemoryExitsWith1AndAdvice() {
        run.engine.failWith(new OutOfMemoryError("Java heap space"));

        assertThat(run.of("train")).isEqualTo(1);
        assertThat(run.err)
                .startsWith("Out of memory: Java may use ")
                .contains("JDK_JAVA_OPTIONS=-Xmx")
                .contains("--batch")
                .doesNotContain("\tat ");
    }

    @Test
    void otherErrorsOfTheVirtualMachineAreBugs() {
        run.engine.failWith(new StackOverflowError());

        assertThat(run.of("train")).isEqualTo(1);
        assertThat(run.err).startsWith("This is a bug in Occam: StackOverflowError\n");
    }

    @Test
    void underJsonAnErrorIsOneDocument() throws IOException {
        run.engine.failWith(new RequestException("wrong \u03bb"));

        assertThat(run.of("train", "--json")).isEqualTo(2);
        assertThat(run.json().get("error").asText()).isEqualTo("wrong \u03bb");
        assertThat(run.err).isEqualTo("wrong \u03bb\n");
    }

    @Test
    void anUnknownCommandNamesTheNearest() {
        assertThat(run.of("trian")).isEqualTo(2);
        assertThat(run.err).isEqualTo("""
                No command is called "trian". Nearest: train. Commands: train, evaluate, predict, explain, tune, study, plugins, backends, new-plugin, generate-completion.
                  See occam --help.
                """);
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        assertThat(run.of("train", "--epoch=3")).isEqualTo(2);
        assertThat(run.err)
                .isEqualTo("occam train has no option --epoch. Nearest: --epochs.\n  See occam train --help.\n");
    }

    @Test
    void noCommandSaysWhichThereAre() {
        assertThat(run.of()).isEqualTo(2);
        assertThat(run.err)
                .startsWith("Say what to do: train, evaluate, predict, explain, tune, study, plugins, backends");
    }

    @Test
    void anOptionTwiceIsRefused() {
        assertThat(run.of("train", "--epochs", "1", "--epochs", "2")).isEqualTo(2);
        assertThat(run.err).startsWith("option '--epochs'").contains("should be specified only once");
    }

    @Test
    void aSecondArgumentIsRefused() {
        assertThat(run.of("train", "a.yaml", "b.yaml")).isEqualTo(2);
        assertThat(run.err).isEqualTo("\"b.yaml\" is one argument too many.\n  See occam train --help.\n");
    }

    @Test
    void aMissingOptionValueIsRefused() {
        assertThat(run.of("predict", "run")).isEqualTo(2);
        assertThat(run.err).isEqualTo("Missing required option: '--data=D'\n  See occam predict --help.\n");
    }

    @Test
    void aSettingWithoutValueIsRefused() {
        assertThat(run.of("train", "--set", "epochs")).isEqualTo(2);
        assertThat(run.err).isEqualTo("--set epochs: a key and a value are joined by =, as in --set epochs=5.\n");
    }

    @Test
    void aSpecThatIsNotThereIsRefused() {
        assertThat(run.of("train", folder.resolve("no.yaml").toString())).isEqualTo(2);
        assertThat(run.err)
                .isEqualTo("Cannot read " + folder.resolve("no.yaml")
                        + ": there is no such file.\n  Data are named with --data.\n");
    }

    @Test
    void aFolderInPlaceOfASpecIsRefused() {
        assertThat(run.of("train", folder.toString())).isEqualTo(2);
        assertThat(run.err)
                .isEqualTo("Cannot read " + folder + ": it is a folder.\n  Name the spec in it, for instance "
                        + folder.resolve("spec.yaml") + ".\n");
    }

    @Test
    void aSpecThatIsNotUtf8IsRefused() throws IOException {
        Path spec = Files.write(folder.resolve("latin.yaml"), "data: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(run.of("train", spec.toString())).isEqualTo(2);
        assertThat(run.err).isEqualTo(spec + " is not a text in UTF-8.\n  Save it as UTF-8.\n");
    }

    @Test
    void aHugeSpecIsRefused() throws IOException {
        Path spec = Files.write(folder.resolve("huge.yaml"), new byte[(4 << 20) + 1]);

        assertThat(run.of("train", spec.toString())).isEqualTo(2);
        assertThat(run.err).isEqualTo(spec + " is too long for a spec: more than 4 MB.\n");
    }

    @Test
    void aModelThatIsNotThereIsRefused() {
        assertThat(run.of("evaluate", "none")).isEqualTo(2);
        assertThat(run.err)
                .isEqualTo(
                        "Cannot load none: there is no such file or folder.\n  Name a run folder or a model.safetensors.\n");
    }

    @Test
    void aRunThatIsNotThereCannotBeResumed() {
        assertThat(run.of("train", "--resume", "none")).isEqualTo(2);
        assertThat(run.err).isEqualTo("Cannot resume none: there is no such folder.\n  Name the folder of a run.\n");
    }

    @Test
    void aClosedPipeEndsQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThat(run.of(closed, "backends")).isEqualTo(141);
        assertThat(run.err).isEmpty();
    }
}
