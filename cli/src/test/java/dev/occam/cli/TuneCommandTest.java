package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.SearchRange;
import dev.occam.SearchStrategy;
import dev.occam.Setting;
import dev.occam.TuningSpec;
import dev.occam.error.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneCommandTest {
    private static final String OVER = "regularizers.decoupled-decay.lambda=log:1e-5..10";

    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    private int tune(String... more) {
        String[] arguments = new String[more.length + 5];
        System.arraycopy(
                new String[] {
                    "tune", "--over", OVER, "--output", folder.resolve("tune").toString()
                },
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return run.of(arguments);
    }

    @Test
    void everyOptionReachesTheRequest() {
        assertThat(tune(
                        "--over",
                        "model.0.dense.units=choice:8,16",
                        "--strategy",
                        "random",
                        "--trials",
                        "7",
                        "--folds",
                        "4",
                        "--nested",
                        "3",
                        "--choose",
                        "best",
                        "--parallel",
                        "2",
                        "--epochs",
                        "5"))
                .isZero();
        TuningSpec spec = run.engine.tuned;
        assertThat(spec.over())
                .containsExactly(
                        new SearchRange.Logarithmic("regularizers.decoupled-decay.lambda", 1e-5, 10),
                        SearchRange.of("model.0.dense.units=choice:8,16"));
        assertThat(spec.strategy()).isEqualTo(SearchStrategy.RANDOM);
        assertThat(spec.trials()).hasValue(7);
        assertThat(spec.folds()).hasValue(4);
        assertThat(spec.nested()).hasValue(3);
        assertThat(spec.choice()).isEqualTo(TuningSpec.Choose.BEST);
        assertThat(spec.spec().settings()).containsExactly(new Setting("epochs", "5", "--epochs"));
        assertThat(run.engine.tuningOptions.parallel()).hasValue(2);
        assertThat(run.engine.tuningOptions.resume()).isFalse();
    }

    @Test
    void withoutOptionsTheSpecDecides() {
        assertThat(tune()).isZero();
        assertThat(run.engine.tuned.strategy()).isEqualTo(SearchStrategy.GRID);
        assertThat(run.engine.tuned.folds()).isEqualTo(OptionalInt.empty());
        assertThat(run.engine.tuned.choice()).isEqualTo(TuningSpec.Choose.SIMPLEST);
    }

    @Test
    void theTableFitsInEightyColumnsAndNamesTheBest() {
        assertThat(tune()).isZero();
        assertThat(run.out.lines().filter(line -> !line.contains(folder.toString())))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.out)
                .contains(
                        "4 trials on 5 folds, 1,040 to train on and 260 to judge by; 2 at once on cpu",
                        "search 1/4  lambda=1e-5  loss 0.4123",
                        "search 4/4  lambda=10  diverged",
                        "lambda      loss      +-  minus best  95 % interval      accuracy",
                        " 0.001    0.3123  0.0200                                  91.00 %  best",
                        "   0.1    0.3235  0.0200      0.0111  -0.0040 to 0.0261   91.00 %  simplest",
                        "    10  diverged",
                        "- lambda=0.001 is best",
                        "Trained on all data with lambda=0.1: test loss 0.2500, accuracy 92.50 %.",
                        "- decoupled-decay: lambda 0.08 instead of 0.1",
                        "page    " + folder.resolve("tune/tune.html"));
    }

    @Test
    void aTerminalSeesOneLineThatIsDrawnAgain() {
        run.terminal = true;
        tune();

        assertThat(run.out)
                .contains("\rsearch 2/4 [=======>      ]  lambda=0.001  loss 0.3123\u001b[K", "\r\u001b[K\n");
    }

    @Test
    void jsonIsTheDocumentOfTheFolder() throws IOException {
        assertThat(tune("--json")).isZero();
        assertThat(run.json().path("best").path("lambda").asDouble()).isEqualTo(0.001);
        assertThat(run.err).contains("search 1/4");
    }

    @Test
    void quietPrintsTheFolderOnly() {
        assertThat(tune("--quiet")).isZero();
        assertThat(run.out).isEqualTo(folder.resolve("tune") + "\n");
    }

    @Test
    void aNewFolderIsNamedByTimeAndData() {
        run.folder = folder;
        assertThat(run.of("tune", "--over", OVER, "--data", "a/iris.csv")).isZero();
        assertThat(run.engine.tuningOptions.folder()).isEqualTo(folder.resolve("runs/20261122-104500-tune-iris"));
    }

    @Test
    void aSearchIsResumedByItsFolderAlone() {
        String there = folder.toString();
        assertThat(run.of("tune", "--resume", there, "--parallel", "1")).isZero();
        assertThat(run.engine.tuningOptions.resume()).isTrue();
        assertThat(run.engine.tuned.over()).containsExactly(SearchRange.of("regularizers.l2.lambda=lin:0..1"));

        assertThat(run.of("tune", "--resume", there, "--folds", "3")).isEqualTo(2);
        assertThat(run.err)
                .isEqualTo("--resume " + there
                        + " goes on with what was asked for there.\n  Leave out all other options but --parallel.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--parallel | 0 | tune: parallel must be from 1 to 1024 (parallel=0).",
                "--folds | 1 | tune: folds must be from 2 to 10000 (folds=1).",
                "--nested | -3 | tune: nested must be from 2 to 10000 (nested=-3).",
                "--trials | 1 | tune: trials must be from 2 to 10000 (trials=1).",
                "--strategy | bayes | --strategy must be grid or random or halving or path, not bayes.",
                "--choose | worst | --choose must be simplest or best, not worst.",
                "--over | x=log:0..1 | --over x=log:0..1: a logarithmic range must go from a number above 0",
                "--over | regularizers.decoupled-decay.lambda=lin:0..1 | is searched twice"
            })
    void aWrongOptionIsNamedInALine(String option, String value, String message) {
        assertThat(tune(option, value)).isEqualTo(2);
        assertThat(run.err).contains(message);
        assertThat(run.err.lines().count()).isLessThanOrEqualTo(3);
    }

    @Test
    void withoutARangeThereIsNothingToSearch() {
        assertThat(run.of("tune")).isEqualTo(2);
        assertThat(run.err)
                .isEqualTo(
                        "Say what to search, for instance\n  --over regularizers.decoupled-decay.lambda=log:1e-6..1e0\n");
    }

    @Test
    void aSearchThatFailsExitsWithOne() {
        run.engine.failWith(new RunException("All 4 trials diverged."));
        assertThat(tune()).isEqualTo(1);
        assertThat(run.err).isEqualTo("All 4 trials diverged.\n");
    }

    @Test
    void anInterruptedSearchSaysHowToGoOn() throws IOException {
        assertThat(TuneCommand.message(folder)).isEqualTo("Interrupted before the first training.");
        Files.writeString(folder.resolve("request.json"), "{}");
        assertThat(TuneCommand.message(folder))
                .isEqualTo("Interrupted. Finished trainings stand; go on with%n  occam tune --resume %s"
                        .formatted(folder));
    }

    @Test
    void theRealEngineSearchesTheDigits() throws IOException {
        run.real = true;
        long begin = System.nanoTime();
        assertThat(tune(
                        "--set",
                        "data.rows=120",
                        "--model",
                        "dense:10",
                        "--regularizer",
                        "decoupled-decay:lambda=0.1",
                        "--epochs",
                        "4",
                        "--folds",
                        "2",
                        "--trials",
                        "3",
                        "--json"))
                .as(run.err)
                .isZero();
        assertThat(run.json().path("trials")).hasSize(3);
        assertThat(run.json().path("refit").path("test").path("accuracy").asDouble())
                .isGreaterThan(0.3);
        assertThat(folder.resolve("tune/tune.html")).isNotEmptyFile();
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MINUTES.toNanos(2));
    }
}
