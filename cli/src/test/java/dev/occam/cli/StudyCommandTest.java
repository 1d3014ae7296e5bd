package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {
    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    @Test
    void withoutANameItIsTheStudyOfWeightDecayInAFolderOfItsOwn() {
        assertThat(run.of("study")).isZero();

        assertThat(run.engine.study.name()).isEqualTo("weight-decay");
        assertThat(run.engine.study.quick()).isFalse();
        assertThat(run.engine.study.seeds()).isEmpty();
        assertThat(run.engine.study.resume()).isFalse();
        assertThat(run.engine.study.parallel()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(run.engine.study.folder()).isEqualTo(Path.of("runs/20261122-104500-study-weight-decay"));
    }

    @Test
    void optionsReachTheEngine() {
        run.of("study", "optimizers", "--seeds", "5", "--quick", "--parallel", "3", "--resume", "there");

        assertThat(run.engine.study.name()).isEqualTo("optimizers");
        assertThat(run.engine.study.seeds()).hasValue(5);
        assertThat(run.engine.study.quick()).isTrue();
        assertThat(run.engine.study.parallel()).isEqualTo(3);
        assertThat(run.engine.study.folder()).isEqualTo(Path.of("there"));
        assertThat(run.engine.study.resume()).isTrue();
    }

    @Test
    void verdictsAreShownByClaimWithinTheWidthOfATerminal() {
        run.of("study", "weight-decay", "--output", "out");

        assertThat(run.out)
                .contains(
                        "What weight decay does: 3 seeds for each condition, 2 runs kept from before",
                        "first part: 40 runs",
                        "Decay improves the accuracy on unseen data.\n  supported on noisy digits\n    +14.4",
                        "  contradicted on customers\n    -0.1 (-0.3 to +0.1) points\n",
                        "Training takes less time with decay.\n  undecided on noisy digits",
                        "42 runs, 1 of them diverged in 3.2 s",
                        "page      out/study.html");
        assertThat(run.out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.out.split("Decay improves", -1)).hasSize(2);
    }

    @Test
    void aTerminalSeesHowFarItIs() {
        run.terminal = true;
        run.of("study");

        assertThat(run.out).contains("\r[==========          ] 20/40 first part\u001b[K", "\r\u001b[K");
    }

    @Test
    void quietPrintsTheResultAlone() {
        run.of("study", "--quiet", "--output", "out");

        assertThat(run.out).isEqualTo("out/study.html\n");
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        run.of("study", "--json", "--output", "out");
        JsonNode json = run.json();

        assertThat(json.at("/study").asText()).isEqualTo("weight-decay");
        assertThat(json.at("/runs").asInt()).isEqualTo(42);
        assertThat(json.at("/claims/0/verdict").asText()).isEqualTo("supported");
        assertThat(json.at("/claims/2/verdict").asText()).isEqualTo("undecided");
        assertThat(json.at("/document").asText()).isEqualTo("out/study.json");
        assertThat(run.err).contains("supported on noisy digits");
    }

    @Test
    void outputAndResumeTogetherAreRefused() {
        assertThat(run.of("study", "--output", "a", "--resume", "b")).isEqualTo(2);
        assertThat(run.err).startsWith("--output and --resume both name a folder.");
    }

    @Test
    void seedsThatCannotBeAreRefused() {
        assertThat(run.of("study", "--seeds", "1")).isEqualTo(2);
        assertThat(run.err).contains("(seeds=1)");
        assertThat(run.of("study", "--seeds", "many")).isEqualTo(2);
        assertThat(run.of("study", "--parallel", "-1")).isEqualTo(2);
        assertThat(run.err).contains("(parallel=-1)");
    }

    @Test
    void aWrongRequestExitsWith2() {
        run.engine.failWith(new RequestException("No study is called \"x\"."));

        assertThat(run.of("study", "x")).isEqualTo(2);
        assertThat(run.err).isEqualTo("No study is called \"x\".\n");
    }

    @Test
    void anInterruptedStudySaysHowToGoOn() throws IOException {
        assertThat(StudyCommand.interrupted("weight-decay", folder))
                .isEqualTo("Interrupted before the first run was finished.");
        Files.writeString(folder.resolve("runs.jsonl"), "");
        assertThat(StudyCommand.interrupted("weight-decay", folder))
                .contains("The finished runs are kept; go on with")
                .contains("occam study weight-decay --resume " + folder);
    }
}
