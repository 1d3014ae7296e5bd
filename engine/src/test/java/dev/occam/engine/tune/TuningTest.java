package dev.occam.engine.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.SearchStrategy;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningResult;
import dev.occam.TuningResult.Trial;
import dev.occam.TuningSpec;
import dev.occam.error.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
    private static final String LAMBDA = "regularizers.decoupled-decay.lambda";

    @TempDir
    private Path folder;

    @Test
    void aGridFindsTheBestTheSimplestAndTrainsOnAllData() throws IOException {
        List<TuningListener.Progress> heard = Collections.synchronizedList(new ArrayList<>());
        List<TuningListener.Start> starts = new ArrayList<>();
        TuningSpec request = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 90)), SearchStrategy.GRID, 5, 4, Searches.DECAY);

        TuningResult result =
                Searches.ENGINE.tune(request, TuningOptions.into(folder.resolve("tune")), new TuningListener() {
                    @Override
                    public void started(Start start) {
                        starts.add(start);
                    }

                    @Override
                    public void finished(Progress progress) {
                        heard.add(progress);
                    }
                });

        assertThat(starts).singleElement().satisfies(start -> {
            assertThat(start.trials()).isEqualTo(5);
            assertThat(start.parts()).isEqualTo(4);
            assertThat(start.trainExamples()).isEqualTo(54);
            assertThat(start.heldExamples()).isEqualTo(18);
        });
        assertThat(heard)
                .hasSize(20)
                .extracting(TuningListener.Progress::done)
                .startsWith(1, 2)
                .endsWith(20);
        assertThat(result.trials())
                .extracting(trial -> trial.values().get(LAMBDA))
                .containsExactly("0.001", "0.01", "0.1", "1", "10");
        Trial best = result.trials().get(result.best());
        assertThat(result.trials()).allSatisfy(trial -> {
            assertThat(trial.loss().mean()).isGreaterThanOrEqualTo(best.loss().mean());
            assertThat(trial.losses()).hasSize(4);
            assertThat(trial.loss().low()).isLessThan(trial.loss().mean());
            assertThat(trial.accuracy().orElseThrow()).isBetween(0.2, 1.0);
        });
        assertThat(result.simplest()).isGreaterThanOrEqualTo(result.best());
        assertThat(result.chosen()).isEqualTo(result.simplest());
        assertThat(result.refit().test().orElseThrow().loss()).isFinite();
        assertThat(result.scoring()).isEqualTo("4 folds, the same for all trials");
        for (String file : List.of("request.json", "tune.json", "tune.html", "refit/model.safetensors")) {
            assertThat(folder.resolve("tune").resolve(file)).isNotEmptyFile();
        }
        assertThat(Files.readString(folder.resolve("tune/tune.html")))
                .contains("<!DOCTYPE html>", "loss by " + LAMBDA, "class=\"whisker\"")
                .doesNotContain("<script", "NaN", "http://", "https://");
    }

    @Test
    void decayIsRefitAtTheSameTimescale() {
        TuningSpec request = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 90)),
                SearchStrategy.GRID,
                3,
                0,
                LAMBDA + "=choice:0.2,0.4");

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        String chosen = result.trials().get(result.chosen()).values().get(LAMBDA);
        String scaled = chosen.equals("0.4") ? "0.32" : "0.16";
        assertThat(result.refit().notes())
                .singleElement()
                .asString()
                .startsWith(
                        "decoupled-decay: lambda %s instead of %s, because 72 rows instead of 54 make 5 steps an epoch"
                                .formatted(scaled, chosen))
                .contains(" instead of 4 and the time in which weights forget, 1/(lr*lambda) = ")
                .endsWith(" epochs, must stay.");
        assertThat(result.refit().folder().resolve("spec.yaml")).content().contains("lambda: " + scaled);
    }

    @Test
    void aCoupledStrengthStandsBesideTheMeanLossAndStays() {
        TuningSpec request = Searches.request(
                Searches.lineSpec(Searches.line(folder, 24, 0.5, 1, -1), 10, 0.1, "{l2: {lambda: 0}}"),
                SearchStrategy.GRID,
                3,
                4,
                "regularizers.l2.lambda=log:1e-3..1");

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        assertThat(result.refit().notes()).isEmpty();
    }

    @Test
    void earlyStoppingBecomesTheEpochsThatTheTrialsKept() {
        TuningSpec request = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 60), "early-stopping: {patience: 2}"),
                SearchStrategy.GRID,
                2,
                3,
                Searches.DECAY);

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        assertThat(result.refit().notes().get(0))
                .startsWith(
                        "Nothing is held out here to stop by: " + result.refit().epochs() + " epochs");
        assertThat(result.verdict()).last().asString().contains("--nested 5 tells the honest error");
    }

    @Test
    void aCurveWithoutAnyEffectIsCalledFlat() {
        TuningSpec request = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 60)),
                SearchStrategy.GRID,
                4,
                3,
                LAMBDA + "=log:1e-9..1e-6");

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        assertThat(result.verdict().get(0))
                .startsWith("The curve is flat: no trial differs from the best (lambda=")
                .contains("beyond the noise of 3 folds. The worst, lambda=")
                .contains("95 % interval")
                .endsWith("These data do not decide; what is simpler is as good.");
        assertThat(result.trials().get(result.chosen()).values()).containsEntry(LAMBDA, "1e-6");
    }

    @Test
    void aValueThatIsTooStrongIsWorseAndTheEndOfTheRangeIsNamed() {
        TuningSpec request = Searches.request(
                Searches.lineSpec(Searches.line(folder, 40, 0.1, 2, -1), 40, 0.1, "{l2: {lambda: 0}}"),
                SearchStrategy.GRID,
                4,
                5,
                "regularizers.l2.lambda=log:1e-2..5");

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        assertThat(result.best()).isZero();
        assertThat(result.verdict())
                .anyMatch(text -> text.startsWith("lambda=0.01 is best: loss "))
                .anyMatch(text -> text.startsWith("Every other trial is worse than it beyond the noise of 5 folds."))
                .contains("The best value is the smallest of the range: search further down.")
                .contains("No simpler trial is within one standard error of the best.");
    }

    @Test
    void oneValidationPartJudgesInBlocks() {
        TuningSpec request = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 120)), SearchStrategy.GRID, 2, 0, Searches.DECAY);

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        assertThat(result.scoring()).isEqualTo("one validation part of 24 rows in 20 blocks");
        assertThat(result.trials())
                .allSatisfy(trial -> assertThat(trial.losses()).hasSize(20));
    }

    @Test
    void aTrialThatDivergesIsTheWorstAndSaid() {
        TuningSpec request = Searches.request(
                Searches.lineSpec(Searches.line(folder, 24, 0.5, 1, -1), 60, 0.1, ""),
                SearchStrategy.GRID,
                3,
                3,
                "optimizer.sgd.lr=choice:0.1,0.2,1e30");

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        Trial diverged = result.trials().get(2);
        assertThat(diverged.failure()).isPresent();
        assertThat(diverged.loss().mean()).isInfinite();
        assertThat(diverged.difference()).isEmpty();
        assertThat(result.best()).isLessThan(2);
        assertThat(result.verdict())
                .anyMatch(text -> text.startsWith("1 of 3 trials diverged and count as the worst; with lr=1e30: "))
                .anyMatch(text -> text.startsWith("None of the searched keys says which model is simpler"));
    }

    @Test
    void whereAllTrialsDivergeTheSearchFails() {
        TuningSpec request = Searches.request(
                Searches.lineSpec(Searches.line(folder, 24, 0.5, 1, -1), 60, 0.1, ""),
                SearchStrategy.GRID,
                2,
                3,
                "optimizer.sgd.lr=choice:1e29,1e30");

        assertThatThrownBy(() -> Searches.tune(request, folder.resolve("tune")))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("All 2 trials diverged; with lr=1e29: ")
                .hasMessageEndingWith("Search smaller learning rates or strengths.");
    }

    @Test
    void halvingContinuesSoThatItsSurvivorsAreThoseOfTheGrid() {
        Path csv = Searches.flowers(folder, 60);
        TuningResult grid = Searches.tune(
                Searches.request(Searches.flowerSpec(csv, "seed: 3"), SearchStrategy.GRID, 9, 2, Searches.DECAY),
                folder.resolve("grid"));
        TuningResult halving = Searches.tune(
                Searches.request(Searches.flowerSpec(csv, "seed: 3"), SearchStrategy.HALVING, 9, 2, Searches.DECAY),
                folder.resolve("halving"));

        List<Trial> survivors = halving.trials().stream()
                .filter(trial -> trial.difference().isPresent())
                .toList();
        assertThat(survivors).hasSize(3).allSatisfy(trial -> {
            assertThat(trial.epochs()).isEqualTo(6);
            assertThat(trial.losses())
                    .isEqualTo(grid.trials().get(trial.number() - 1).losses());
        });
        assertThat(halving.trials()).filteredOn(trial -> trial.epochs() == 2).hasSize(6);
    }

    @Test
    void aPathEndsWhereEachTrialByItselfEnds() {
        Path csv = Searches.line(folder, 30, 0.5, 1, -1, 0.2);
        String over = "regularizers.l2.lambda=log:1e-2..1";
        TuningResult path = Searches.tune(
                Searches.request(Searches.lineSpec(csv, 60, 0.2, "{l2: {lambda: 0}}"), SearchStrategy.PATH, 5, 3, over),
                folder.resolve("path"));
        TuningResult grid = Searches.tune(
                Searches.request(
                        Searches.lineSpec(csv, 120, 0.2, "{l2: {lambda: 0}}"), SearchStrategy.GRID, 5, 3, over),
                folder.resolve("grid"));

        for (int i = 0; i < 5; i++) {
            assertThat(path.trials().get(i).loss().mean())
                    .isEqualTo(grid.trials().get(i).loss().mean(), within(1e-5));
        }
        assertThat(path.best()).isEqualTo(grid.best());
    }

    @Test
    void nestedFoldsTellTheErrorOnRowsThatTheSearchHasNotSeen() {
        TuningSpec request = Searches.nested(
                Searches.request(
                        Searches.flowerSpec(Searches.flowers(folder, 60)), SearchStrategy.GRID, 2, 2, Searches.DECAY),
                3);

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        TuningResult.Nested nested = result.nested().orElseThrow();
        assertThat(nested.values()).hasSize(3).allMatch(values -> values.containsKey(LAMBDA));
        assertThat(nested.loss().mean())
                .isBetween(nested.loss().low(), nested.loss().high());
        assertThat(nested.accuracy().orElseThrow()).isBetween(0.3, 1.0);
        assertThat(folder.resolve("tune/trials/outer-3-chosen.json")).isNotEmptyFile();
    }

    @Test
    void nestedFoldsLimitTheRowsOfATrainingAndNotThoseToChooseFrom() {
        String yaml = Searches.flowerSpec(Searches.flowers(folder, 75)).text().orElseThrow();
        TuningSpec request = Searches.nested(
                Searches.request(
                        Searches.spec(yaml.replace("test: 0.2", "test: 0.2, rows: 15")),
                        SearchStrategy.GRID,
                        2,
                        2,
                        Searches.DECAY),
                2);

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        assertThat(result.nested().orElseThrow().values()).hasSize(2);
        assertThat(result.refit().notes()).isEmpty();
    }

    @Test
    void severalRangesAndChoicesMakeAllCombinations() {
        TuningSpec request = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 45)),
                SearchStrategy.GRID,
                4,
                2,
                Searches.DECAY,
                "model.0.dense.units=choice:2,5");

        TuningResult result = Searches.tune(request, folder.resolve("tune"));

        assertThat(result.trials().stream()
                        .map(trial -> String.join(" ", trial.values().values()))
                        .toList())
                .containsExactly("0.001 2", "0.001 5", "10 2", "10 5");
    }

    @Test
    void theBestIsTrainedOnAllDataWhereThatIsAskedFor() {
        TuningSpec simplest = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 45)),
                SearchStrategy.GRID,
                4,
                2,
                LAMBDA + "=log:1e-9..1e-6");
        TuningSpec best = new TuningSpec(
                simplest.spec(),
                simplest.over(),
                simplest.strategy(),
                simplest.trials(),
                simplest.folds(),
                OptionalInt.empty(),
                TuningSpec.Choose.BEST);

        TuningResult result = Searches.tune(best, folder.resolve("tune"));

        assertThat(result.chosen()).isEqualTo(result.best());
    }

    @Test
    void howManyTrialsRunAtOnceChangesNothing() throws IOException {
        TuningSpec request = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 60)),
                SearchStrategy.RANDOM,
                4,
                3,
                Searches.DECAY,
                "optimizer.adam.lr=log:1e-3..1e-1");
        List<String> results = new ArrayList<>();
        for (int parallel : new int[] {1, 2, 4}) {
            Path into = folder.resolve("tune" + parallel);
            Searches.tune(request, into, parallel);
            results.add(Searches.json(into));
            assertThat(into.resolve("refit/model.safetensors"))
                    .hasSameBinaryContentAs(folder.resolve("tune1/refit/model.safetensors"));
        }
        assertThat(results.get(1)).isEqualTo(results.get(0));
        assertThat(results.get(2)).isEqualTo(results.get(0));
    }
}
