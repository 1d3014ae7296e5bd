package dev.occam.engine.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.SearchRange;
import dev.occam.SearchStrategy;
import dev.occam.SpecSource;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningSpec;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TuningErrorsTest {
    @TempDir
    private Path folder;

    private String error(SearchStrategy strategy, int trials, int folds, String... over) {
        return error(
                Searches.request(Searches.flowerSpec(Searches.flowers(folder, 30)), strategy, trials, folds, over));
    }

    private String error(TuningSpec request) {
        String[] message = new String[1];
        assertThatThrownBy(() -> Searches.tune(request, folder.resolve("tune")))
                .isInstanceOfSatisfying(RequestException.class, e -> message[0] = e.getMessage());
        assertThat(message[0].lines().count()).isLessThanOrEqualTo(4);
        assertThat(folder.resolve("tune/trials")).doesNotExist();
        return message[0];
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearest() {
        assertThat(error(SearchStrategy.GRID, 2, 2, "regularizers.decoupled-decy.lambda=log:1e-6..1"))
                .contains("--over regularizers.decoupled-decy.lambda: ")
                .contains("Nearest: decoupled-decay");
        assertThat(error(SearchStrategy.GRID, 2, 2, "regularizers.decoupled-decay.lamda=log:1e-6..1"))
                .contains("lamda")
                .contains("lambda");
        assertThat(error(SearchStrategy.GRID, 2, 2, "epoch=lin:1..2")).contains("Nearest: epochs.");
    }

    @Test
    void aValueThatTheKeyCannotHaveIsNamedWithItsTrial() {
        assertThat(error(SearchStrategy.GRID, 2, 2, "regularizers.decoupled-decay.lambda=lin:-1..1"))
                .contains("lambda must be a finite number >= 0 (lambda=-1)");
        assertThat(error(SearchStrategy.GRID, 2, 2, "regularizers.decoupled-decay.lambda=log:1..1e3"))
                .startsWith("The trial with lambda=1000 cannot run: ")
                .contains("overshoots 0");
        assertThat(error(SearchStrategy.GRID, 3, 2, "model.0.dense.units=lin:2..5"))
                .contains("units");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed=choice:1,2", "data.rows=choice:10,20", "loss=choice:a,b", "validation=lin:0.1..0.2"})
    void whatTrialsMustShareIsNotSearched(String over) {
        assertThat(error(SearchStrategy.GRID, 2, 2, over))
                .contains("trials must share their " + over.split("[.=]")[0] + ", or their losses would not compare.")
                .contains("Run a search for each instead.");
    }

    @Test
    void moreFoldsThanRowsAreRefused() {
        assertThat(error(SearchStrategy.GRID, 2, 25, Searches.DECAY))
                .isEqualTo(
                        "25 folds need as many rows, but flowers.csv has 24 outside its test part and other folds.\n  Ask for fewer folds.");
        assertThat(error(Searches.nested(
                        Searches.request(
                                Searches.flowerSpec(folder.resolve("flowers.csv")),
                                SearchStrategy.GRID,
                                2,
                                2,
                                Searches.DECAY),
                        100)))
                .startsWith("100 folds need as many rows");
        assertThat(error(Searches.nested(
                        Searches.request(
                                Searches.flowerSpec(folder.resolve("flowers.csv")),
                                SearchStrategy.GRID,
                                2,
                                20,
                                Searches.DECAY),
                        2)))
                .startsWith("20 folds need as many rows, but flowers.csv has 12 outside");
    }

    @Test
    void somethingMustBeHeldOut() {
        SpecSource spec = Searches.lineSpec(Searches.line(folder, 10, 1, 1), 2, 0.1, "{l2: {lambda: 0}}");

        assertThat(error(Searches.request(spec, SearchStrategy.GRID, 2, 0, "regularizers.l2.lambda=log:1e-3..1")))
                .isEqualTo(
                        "Nothing is held out to judge the trials by: the spec has no validation part.\n  Add --folds 5, or validation: 0.2 to the spec.");
    }

    @Test
    void oneValidationRowSaysNothing() {
        SpecSource spec = Searches.flowerSpec(Searches.flowers(folder, 30));
        String yaml = spec.text().orElseThrow().replace("validation: 0.25", "validation: 0.01");

        assertThat(error(Searches.request(Searches.spec(yaml), SearchStrategy.GRID, 2, 0, Searches.DECAY)))
                .startsWith("A validation part of one row cannot say how sure a loss is.");
    }

    @Test
    void aPathGoesAlongOneRangeOfNumbers() {
        assertThat(error(SearchStrategy.PATH, 4, 2, Searches.DECAY, "optimizer.adam.lr=log:1e-3..1e-2"))
                .isEqualTo(
                        "--strategy path goes along one range of numbers, from strong to weak, but 2 are searched.\n  Search one, or use --strategy grid.");
        assertThat(error(SearchStrategy.PATH, 4, 2, "optimizer=choice:adam,sgd"))
                .contains("but the values of optimizer are no numbers.");
    }

    @Test
    void tooFewTrialsForAGridAreRefused() {
        assertThat(error(SearchStrategy.GRID, 3, 2, Searches.DECAY, "optimizer.adam.lr=log:1e-3..1e-2"))
                .startsWith(
                        "--trials 3 is too few for a grid: two values of each range and all choices make 4 points.");
    }

    @Test
    void aFolderWithASearchIsNotWrittenOver() throws IOException {
        TuningSpec request = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 30)), SearchStrategy.GRID, 2, 2, Searches.DECAY);
        Path tune = Files.createDirectory(folder.resolve("tune"));
        Files.writeString(tune.resolve("request.json"), "{}");

        assertThat(error(request)).startsWith(tune + " holds a search already.\n  Go on with it by --resume");
        assertThatThrownBy(() -> Searches.ENGINE.tuning(tune))
                .hasMessage("%s cannot be read: it does not say its format.\n  Begin the search anew."
                        .formatted(tune.resolve("request.json")));
        Files.writeString(tune.resolve("request.json"), "{\"format\": 7");
        assertThatThrownBy(() -> Searches.ENGINE.tuning(tune)).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> Searches.ENGINE.tuning(folder))
                .hasMessage(
                        "There is no search to resume in %s: it has no request.json.\n  Name the folder of a search."
                                .formatted(folder));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a key and its values are joined by =",
                "epochs | a key and its values are joined by =",
                "=log:1..2 | a key and its values are joined by =",
                "epochs=5 | the values must begin with log:, lin: or choice:",
                "epochs=lni:1..2 | the values must begin with log:, lin: or choice:, perhaps lin:",
                "x=log:1 | the two ends of a range are joined by ..",
                "x=log:1..b | b is no number",
                "x=log:..1 | is no number",
                "x=log:0..1 | a logarithmic range must go from a number above 0 to a larger one, not from 0.0 to 1.0",
                "x=log:-1..1 | a logarithmic range must go from a number above 0",
                "x=log:1..1 | a logarithmic range must go from a number above 0 to a larger one",
                "x=log:1..1e999 | a logarithmic range must go from a number above 0 to a larger one",
                "x=lin:2..1 | a linear range must go from a number to a larger one, not from 2.0 to 1.0",
                "x=lin:-1e308..1e308 | a linear range must go from a number to a larger one",
                "x=lin:NaN..1 | NaN is no number",
                "x=choice:a | a choice needs at least two values, not 1",
                "x=choice: | a choice needs at least two values, not 1",
                "x=choice:a,,b | a choice must not have empty values",
                "x=choice:a,b,a | a choice must not have a value twice: a"
            })
    void aRangeThatIsNoneIsRefusedWithWhatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> SearchRange.of(text))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("--over " + text + ": ")
                .hasMessageContaining(problem)
                .hasMessageEndingWith("\n  For instance --over regularizers.decoupled-decay.lambda=log:1e-6..1e0");
    }

    @Test
    void aHostileRangeIsShownOnOneShortLine() {
        String hostile = "\u001b[2J\n\u202e" + "x".repeat(10_000) + "=lin:1..2..3";

        assertThatThrownBy(() -> SearchRange.of(hostile))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        e -> assertThat(e.getMessage())
                                .doesNotContain("\u001b", "\u202e")
                                .hasSizeLessThan(400)
                                .hasLineCount(2));
    }

    @Test
    void aRangeIsWrittenAsItIsRead() {
        for (String text :
                List.of("a.b=log:1e-6..1", "a.0.b=lin:-0.5..2", "optimizer=choice:adam:lr=1,sgd", "x=choice:0,1e-3")) {
            assertThat(SearchRange.of(text).text()).isEqualTo(text);
        }
    }

    @Test
    void countsOutsideTheirRangesAreRefused() {
        SpecSource spec = Searches.spec("data: digits");
        SearchRange range = SearchRange.of("x=lin:1..2");

        assertThatThrownBy(() -> Searches.request(spec, SearchStrategy.GRID, 1, 2, "x=lin:1..2"))
                .hasMessage("trials must be from 2 to 10000 (trials=1)");
        assertThatThrownBy(() -> Searches.request(spec, SearchStrategy.GRID, 2, 1, "x=lin:1..2"))
                .hasMessage("folds must be from 2 to 10000 (folds=1)");
        assertThatThrownBy(() -> Searches.request(spec, SearchStrategy.GRID, 2, 2))
                .hasMessage("a search needs at least one range");
        assertThatThrownBy(() -> TuningSpec.grid(spec, range, range)).hasMessage("x is searched twice");
        assertThatThrownBy(() -> new TuningOptions(folder, false, OptionalInt.of(0)))
                .hasMessage("parallel must be from 1 to 1024 (parallel=0)");
    }

    @Test
    void anotherRequestOrOtherDataAreNotResumed() throws IOException {
        Path csv = Searches.flowers(folder, 30);
        TuningSpec request = Searches.request(Searches.flowerSpec(csv), SearchStrategy.GRID, 2, 2, Searches.DECAY);
        TuningSpec other = Searches.request(Searches.flowerSpec(csv), SearchStrategy.GRID, 3, 2, Searches.DECAY);
        Path tune = folder.resolve("tune");
        Searches.tune(request, tune);
        TuningOptions resume = new TuningOptions(tune, true, OptionalInt.empty());

        assertThat(Searches.ENGINE.tuning(tune)).isEqualTo(request);
        assertThatThrownBy(() -> Searches.ENGINE.tune(other, resume, TuningListener.NONE))
                .hasMessageStartingWith("Cannot resume " + tune + ": it was begun with another request.");
        Searches.flowers(folder, 33);
        assertThatThrownBy(() -> Searches.ENGINE.tune(request, resume, TuningListener.NONE))
                .hasMessageStartingWith("Cannot resume " + tune + ": its data have changed since it was begun.");
    }
}
